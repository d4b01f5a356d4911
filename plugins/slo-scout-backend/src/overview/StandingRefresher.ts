import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import { messageOf } from '../errors';
import { measuredNow } from '../measurements/measuredNow';
import type { MeasurementStore } from '../measurements/MeasurementStore';
import type { SloStore } from '../slos/SloStore';
import type { StandingStore } from './StandingStore';

/** Their sums over a window are one statement: SQLite answers nobody else meanwhile. */
const SLOS_AT_ONCE = 50;

interface Dependencies {
  logger: LoggerService;
  measurements: MeasurementStore;
  slos: SloStore;
  standings: StandingStore;
  targets: TargetDirectory;
  now: () => Date;
}

/** Computes anew how all SLOs in force stand, also those whose Prometheus is away. */
export class StandingRefresher {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async refresh(signal: AbortSignal): Promise<void> {
    const { measurements, standings, targets } = this.#deps;
    const now = this.#deps.now();
    const environments = [
      ...new Set(targets.describe().map(({ name }) => name)),
    ];
    const ids = await measurements.approvedSloIds();
    for (let from = 0; from < ids.length; from += SLOS_AT_ONCE) {
      for (const environment of environments) {
        if (signal.aborted) return;
        await this.#some(ids.slice(from, from + SLOS_AT_ONCE), {
          environment,
          now,
        });
      }
    }
    await standings.keepOnly(environments);
  }

  async #some(
    ids: string[],
    { environment, now }: { environment: string; now: Date },
  ): Promise<void> {
    const { measurements, slos, standings, logger } = this.#deps;
    try {
      // One may have been retired since the ids were read.
      const inForce = await slos.inForce(ids);
      const measured = await measuredNow(measurements, inForce, {
        environment,
        now: now.getTime() / 1000,
        withDays: false,
      });
      await standings.put(
        environment,
        [...measured].map(([{ id, revision }, parts]) => ({
          ...{ id, revision, parts },
        })),
        now,
      );
    } catch (error) {
      logger.error(
        `How ${
          ids.length
        } SLOs stand in ${environment} could not be computed: ${messageOf(
          error,
        )}`,
      );
    }
  }
}
