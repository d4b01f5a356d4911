import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type {
  ApprovalFacts,
  Artifact,
  Retirement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Bundle } from '../policy/Bundle';
import type { SloStore } from '../slos/SloStore';
import type { ArtifactStore } from './ArtifactStore';
import { scopeOf } from './BundleLoader';
import type { DeployedArtifacts } from './DeployedArtifacts';

/** A bundle that only takes files away. */
export interface RemovalBundle extends Bundle {
  artifacts: [];
  removed: Artifact[];
}

/**
 * Makes the bundle of a removal. Nobody approves files that go: the approver's act
 * behind a removal is retiring the last SLO that needs them.
 */
export class RemovalLoader {
  readonly #artifacts: ArtifactStore;
  readonly #deployed: DeployedArtifacts;
  readonly #slos: SloStore;

  constructor(options: {
    artifacts: ArtifactStore;
    deployed: DeployedArtifacts;
    slos: SloStore;
  }) {
    this.#artifacts = options.artifacts;
    this.#deployed = options.deployed;
    this.#slos = options.slos;
  }

  /**
   * @param files - of one entity, environment and target, at least one
   * @param asker - whose work the removal is
   */
  async describe(
    files: Artifact[],
    entity: Entity,
    asker: string,
  ): Promise<RemovalBundle> {
    const [{ environment, target }] = files;
    const entityRef = stringifyEntityRef(entity);
    const [slos, deployed] = await Promise.all([
      this.#slos.revisions(files.flatMap(file => file.slo_refs)),
      this.#deployed.at({ entity_ref: entityRef, environment, target }),
    ]);
    return {
      ...{ entity, environment, target, slos, deployed },
      artifacts: [],
      removed: files,
      authors: [{ ref: asker, because: 'asked for the removal' }],
    };
  }

  /** Only retiring an SLO removes its rules: refuses while one of the files is in force. */
  async requireNothingInForce(files: Artifact[], db?: Knex): Promise<void> {
    const standing = (await this.#slos.getMany(sloIdsOf(files), db)).find(
      slo => slo.status === 'approved',
    );
    if (standing) {
      throw new ConflictError(
        `SLO ${standing.name} is in force. Retire it first; or generate and deploy what remains, which takes away what no SLO needs.`,
      );
    }
  }

  /** The retirements behind the files, by name. */
  async retirements(files: Artifact[]): Promise<Retirement[]> {
    const found = await this.#slos.retirements(sloIdsOf(files));
    return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Given where every SLO of the files was retired, which only approvers can. */
  async approvalOf(files: Artifact[]): Promise<ApprovalFacts> {
    const ids = sloIdsOf(files);
    const slos = await this.#slos.getMany(ids);
    const retired = await this.#slos.retirements(ids);
    const missing = slos.filter(
      slo => slo.status === 'approved' || !retired.has(slo.id),
    );
    const by = [...retired.values()].map(retirement => retirement.retired_by);
    return {
      given: ids.length > 0 && missing.length === 0,
      by: [...new Set(by)].sort(),
      source: `retiring ${[...retired.values()]
        .map(({ name, retired_by }) => `${name} by ${retired_by}`)
        .sort()
        .join(', ')}`,
      reason:
        ids.length === 0
          ? 'The files name no SLO, so that nobody retired it.'
          : `Nobody retired ${missing.map(({ name }) => name).join(', ')}.`,
    };
  }

  /**
   * Inside the transaction that begins a removal: SLOs are locked, and neither they
   * nor what stands may have changed since it was judged.
   */
  async hold(tx: Knex.Transaction, bundle: RemovalBundle): Promise<void> {
    const { removed, deployed } = bundle;
    await this.#slos.lock(tx, sloIdsOf(removed));
    await this.#artifacts.requireUnchanged(tx, [...removed, ...deployed]);
    await this.requireNothingInForce(removed, tx);
    const now = await this.#deployed.at(scopeOf(bundle), tx);
    if (idsOf(now) !== idsOf(deployed)) {
      throw new ConflictError(
        'Something of this service was deployed or taken away just now. Look again.',
      );
    }
  }
}

export function isRemoval(bundle: Bundle): bundle is RemovalBundle {
  return bundle.artifacts.length === 0 && (bundle.removed ?? []).length > 0;
}

function sloIdsOf(files: Artifact[]): string[] {
  return [...new Set(files.flatMap(file => file.slo_ids))].sort();
}

function idsOf(files: Artifact[]): string {
  return files
    .map(({ id }) => id)
    .sort()
    .join(' ');
}
