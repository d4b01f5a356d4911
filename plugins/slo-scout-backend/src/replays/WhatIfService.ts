import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Slo,
  sloScoutGeneratePermission,
  type WhatIfAnswer,
  type WhatIfRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { writeOpenSlo } from '../slos/documents';
import type { SloStore } from '../slos/SloStore';
import { dryRun, type DryRunOptions } from '../validators/dryRun';
import { changeSpec } from './changeSpec';
import type { Histories } from './Histories';
import { rulesOf } from './rulesOf';
import type { Stage } from './Stage';

/**
 * What the alerts of an SLO would have done with other numbers: the same
 * generators and the same dry run, over history that is asked for once.
 */
export class WhatIfService {
  readonly #stage: Stage;
  readonly #slos: SloStore;
  readonly #histories: Histories;
  readonly #dryRun: DryRunOptions;

  constructor(options: {
    stage: Stage;
    slos: SloStore;
    histories: Histories;
    dryRun: DryRunOptions;
  }) {
    this.#stage = options.stage;
    this.#slos = options.slos;
    this.#histories = options.histories;
    this.#dryRun = options.dryRun;
  }

  /** Changes nothing. Numbers that no rule can be made of reject with a sentence. */
  async answer(
    request: WhatIfRequest,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<WhatIfAnswer> {
    const [slo] = await this.#slos.getMany([request.slo_id]);
    const scene = await this.#stage.set(
      {
        entityRef: slo.entity_ref,
        environment: request.environment,
        permission: sloScoutGeneratePermission,
      },
      credentials,
    );
    const base: Slo = { ...slo, ...slo.draft };
    const spec = changeSpec(base, request.changes);
    const rules = rulesOf({ ...scene.input, slos: [{ ...base, ...spec }] });
    const history = this.#histories.of(
      JSON.stringify([
        slo.id,
        base.content_hash,
        scene.target.name,
        scene.client.name,
      ]),
      scene.client,
    );
    const asked = history.client.asked;
    const [result] = (
      await dryRun({
        ...this.#dryRun,
        ...rules,
        mode: 'exact',
        client: history.client,
        now: history.now,
        signal,
      })
    ).values();
    return {
      result,
      notes: rules.notes,
      document: writeOpenSlo(spec, scene.input.service.name),
      base_revision: base.revision,
      queries: history.client.asked - asked,
    };
  }
}
