import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  SLO_SCOUT_ANNOTATIONS,
  type Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import {
  type EntityDirectory,
  toServiceContext,
} from '../catalog/EntityDirectory';
import { messageOf } from '../errors';
import type { PrometheusClient, PrometheusInstances } from '../prometheus';
import { parseDuration } from '../promql';
import type { SloStore } from '../slos/SloStore';
import { CELL_SECONDS, type MeasuredIndicator } from './measurement';
import type { MeasurementStore } from './MeasurementStore';
import { type MeasurementPlan, planOf, queryHashOf } from './measurementPlan';

/** One SLO in one environment, and from when on it is to be measured. */
export interface MeasurementTask {
  indicator: MeasuredIndicator;
  slo: Slo;
  client: PrometheusClient;
  plan: MeasurementPlan;
  /** Unix seconds. */
  from: number;
}

/** Finds what there is to measure: SLOs in force, in every environment that is measured. */
export class MeasurementTasks {
  readonly #deps: {
    auth: AuthService;
    logger: LoggerService;
    store: MeasurementStore;
    slos: SloStore;
    entities: EntityDirectory;
    targets: TargetDirectory;
    prometheus: PrometheusInstances;
  };
  readonly #refused = new Set<string>();

  constructor(deps: {
    auth: AuthService;
    logger: LoggerService;
    store: MeasurementStore;
    slos: SloStore;
    entities: EntityDirectory;
    targets: TargetDirectory;
    prometheus: PrometheusInstances;
  }) {
    this.#deps = deps;
  }

  /**
   * What is behind most comes first.
   *
   * @param end - unix seconds, on the grid of cells
   * @param retentionSeconds - nothing older is measured, as it would go at once
   */
  async list(
    end: number,
    retentionSeconds: number,
  ): Promise<MeasurementTask[]> {
    const { auth, store, slos, entities, targets } = this.#deps;
    const credentials = await auth.getOwnServiceCredentials();
    const approved = await slos.getMany(await store.approvedSloIds());
    const refs = new Set(approved.map(slo => slo.entity_ref));
    const found = await entities.findMany([...refs], credentials);
    const environments = new Set(targets.describe().map(({ name }) => name));
    const tasks: MeasurementTask[] = [];
    for (const slo of approved) {
      const entity = found.get(slo.entity_ref);
      if (!entity) continue;
      for (const environment of environments) {
        const task = await this.#taskOf(slo, entity, environment, {
          end,
          retentionSeconds,
        });
        if (task && task.from < end) tasks.push(task);
      }
    }
    return tasks.sort((a, b) => a.from - b.from);
  }

  async #taskOf(
    slo: Slo,
    entity: Entity,
    environment: string,
    time: { end: number; retentionSeconds: number },
  ): Promise<MeasurementTask | undefined> {
    const { prometheus, store } = this.#deps;
    const client = prometheus.find(
      environment,
      entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
    );
    const plan = client && this.#planOf(slo, entity, environment);
    if (!client || !plan) return undefined;
    const indicator = {
      slo_id: slo.id,
      environment,
      query_hash: queryHashOf(slo),
    };
    const window = parseDuration(slo.window) / 1000;
    const oldest = time.end - Math.min(window, time.retentionSeconds);
    const until = await store.measuredUntil(indicator);
    const from = Math.max(until ?? 0, oldest);
    return {
      ...{ indicator, slo, client, plan },
      from: Math.ceil(from / CELL_SECONDS) * CELL_SECONDS,
    };
  }

  /** Undefined where no rules can be made of the SLO, which is said once. */
  #planOf(
    slo: Slo,
    entity: Entity,
    environment: string,
  ): MeasurementPlan | undefined {
    const { targets, logger } = this.#deps;
    const target = targets.find(environment);
    try {
      return planOf({
        // Who owns it changes no number: the catalog need not be asked.
        service: toServiceContext(entity),
        environment,
        target: targets.contextFor(target, entity),
        slos: [slo],
        rules: target.rules,
      });
    } catch (error) {
      const text = `The SLO ${slo.name} of ${
        slo.entity_ref
      } is not measured: ${messageOf(error)}`;
      if (!this.#refused.has(text)) logger.warn(text);
      this.#refused.add(text);
      return undefined;
    }
  }
}
