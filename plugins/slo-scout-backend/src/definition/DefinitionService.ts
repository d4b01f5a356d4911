import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  type DocumentCheck,
  type DocumentHistory,
  type DocumentRequest,
  type MetricLookup,
  type MetricNames,
  type SloTemplates,
  sloScoutSloWritePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { PrometheusError } from '../prometheus';
import type { Histories } from '../replays/Histories';
import { rulesOf } from '../replays/rulesOf';
import { type Stage, unmeasured } from '../replays/Stage';
import { DocumentError, readSlos } from '../slos/documents';
import { findTemplates } from '../slos/templates/findTemplates';
import {
  type DryRunOptions,
  EvaluationError,
  sliHistory,
} from '../validators/dryRun';
import type { VerifyOptions } from '../validators/verify';
import { metricQuestions } from './metricQuestions';
import { checkQueries } from './checkQueries';
import { MetricDirectory } from './MetricDirectory';
import { unstored } from './unstored';

/** People wait, and may write on meanwhile. */
const DEADLINE_MS = 15_000;
/** Documents of more are checked but not drawn. */
const MOST_DRAWN = 10;
const DAY = 86_400;

/**
 * Helps somebody who writes an SLO document: what is wrong with it, what its
 * queries answer, what its indicators did, which metrics there are. Stores nothing;
 * open to whoever may write SLOs of the entity.
 */
export class DefinitionService {
  readonly #stage: Stage;
  readonly #histories: Histories;
  readonly #dryRun: DryRunOptions;
  readonly #verification: VerifyOptions;
  readonly #now: () => Date;
  readonly #metrics = new MetricDirectory();

  constructor(options: {
    stage: Stage;
    histories: Histories;
    dryRun: DryRunOptions;
    verification: VerifyOptions;
    now: () => Date;
  }) {
    this.#stage = options.stage;
    this.#histories = options.histories;
    this.#dryRun = options.dryRun;
    this.#verification = options.verification;
    this.#now = options.now;
  }

  /** Faults are part of the answer. */
  async check(
    request: DocumentRequest,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<DocumentCheck> {
    const { client, target, input } = await this.#look(request, credentials);
    const nothing = { slos: [], warnings: [], queries: [], notes: [] };
    try {
      const read = readSlos(request.document, input.service.name);
      const slos = read.slos.map(({ document: _, ...spec }) => spec);
      const said = { slos, warnings: read.warnings, faults: [] };
      if (!client) {
        const reason = unmeasured(target.environment);
        return { ...said, queries: [], notes: [], reason };
      }
      const answers = await checkQueries(slos, {
        ...this.#verification,
        client,
        now: this.#seconds,
        signal: soon(signal),
      });
      signal?.throwIfAborted();
      return { ...said, ...answers };
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      return { ...nothing, faults: error.details };
    }
  }

  /** Rejects with the faults of the document, as saving it would. */
  async history(
    request: DocumentRequest,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<DocumentHistory> {
    const { client, target, input } = await this.#look(request, credentials);
    const { slos } = readSlos(request.document, input.service.name);
    const days = Math.round(this.#dryRun.rangeSeconds / DAY);
    const without = (reason: string) => ({
      events: [],
      range_days: days,
      reason,
    });
    if (!client) return without(unmeasured(target.environment));
    if (slos.length > MOST_DRAWN) {
      return without(
        `Of more than ${MOST_DRAWN} SLOs in one text none is drawn.`,
      );
    }
    try {
      const rules = rulesOf({ ...input, slos: slos.map(unstored) }, [
        'recording_rule',
      ]);
      const { client: remembered, now } = this.#histories.of(
        // Neither the objective nor the window changes what is asked.
        JSON.stringify([
          input.service.entity_ref,
          slos.map(({ name, sli, budgeting }) => [name, sli, budgeting]),
          ...[target.name, client.name],
        ]),
        client,
      );
      const events = await sliHistory({
        ...this.#dryRun,
        ...rules,
        client: remembered,
        now,
        signal,
      });
      return events.some(({ total }) => total.some(count => count > 0))
        ? { events, range_days: days }
        : without(
            `Prometheus ${client.name} has no data for these queries in the last ${days} days.`,
          );
    } catch (error) {
      signal?.throwIfAborted();
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      return without(reason);
    }
  }

  async templates(
    request: { entity_ref: string; environment?: string },
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<SloTemplates> {
    const { client, target, input } = await this.#look(request, credentials);
    const none = { templates: [], looked_for: [] };
    if (!client) return { ...none, reason: unmeasured(target.environment) };
    try {
      return await findTemplates(
        input.service.name,
        metricQuestions(client, this.#seconds, soon(signal)),
      );
    } catch (error) {
      signal?.throwIfAborted();
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      return { ...none, reason };
    }
  }

  /** Rejects with 503 in the words of Prometheus where it does not answer. */
  async lookUp(
    request: MetricLookup,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<MetricNames> {
    const { client, target } = await this.#look(request, credentials);
    if (!client) throw new InputError(unmeasured(target.environment));
    try {
      return await this.#metrics.lookUp(client, request, {
        now: this.#seconds,
        signal: soon(signal),
      });
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined || error instanceof InputError) throw error;
      throw new ServiceUnavailableError(reason);
    }
  }

  get #seconds(): number {
    return this.#now().getTime() / 1000;
  }

  #look(
    request: { entity_ref: string; environment?: string },
    credentials: BackstageCredentials,
  ) {
    return this.#stage.look(
      {
        entityRef: request.entity_ref,
        environment: request.environment,
        permission: sloScoutSloWritePermission,
      },
      credentials,
    );
  }
}

function soon(signal: AbortSignal | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

/** What people are told of an error that is not ours; undefined for ours. */
function reasonOf(error: unknown): string | undefined {
  if (
    error instanceof PrometheusError ||
    error instanceof EvaluationError ||
    // Of generators, of too much history, and of a Prometheus that is not there.
    error instanceof InputError
  ) {
    return error.message;
  }
  return error instanceof Error && error.name === 'TimeoutError'
    ? 'Prometheus did not answer in time. Try again.'
    : undefined;
}
