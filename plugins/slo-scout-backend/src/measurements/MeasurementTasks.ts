import { setImmediate as nextTurn } from 'node:timers/promises';
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
import type { GeneratorInput } from '../generators/types';
import type { PrometheusClient, PrometheusInstances } from '../prometheus';
import { parseDuration } from '../promql';
import type { SloStore } from '../slos/SloStore';
import { CELL_SECONDS, type MeasuredIndicator } from './measurement';
import type { MeasuredProgress, MeasurementStore } from './MeasurementStore';
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

/** A plan, or that there is none, and what it was made of. */
interface KnownPlan {
  of: string;
  plan: MeasurementPlan | undefined;
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
  /** Of the last run: making a plan takes longer than measuring by it. */
  #plans = new Map<string, KnownPlan>();

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
    const approved = await slos.inForce();
    const refs = new Set(approved.map(slo => slo.entity_ref));
    const found = await entities.findMany([...refs], credentials);
    const environments = new Set(targets.describe().map(({ name }) => name));
    const progress = await store.progress();
    const plans = new Map<string, KnownPlan>();
    const tasks: MeasurementTask[] = [];
    for (const slo of approved) {
      const entity = found.get(slo.entity_ref);
      if (!entity) continue;
      for (const environment of environments) {
        const task = this.#taskOf(slo, entity, environment, {
          ...{ end, retentionSeconds, progress, plans },
        });
        if (task && task.from < end) tasks.push(task);
      }
      // There may be thousands: others want to be answered meanwhile.
      await nextTurn();
    }
    this.#plans = plans;
    return tasks.sort((a, b) => a.from - b.from);
  }

  #taskOf(
    slo: Slo,
    entity: Entity,
    environment: string,
    run: {
      end: number;
      retentionSeconds: number;
      progress: MeasuredProgress;
      /** Where the plans of this run are kept. */
      plans: Map<string, KnownPlan>;
    },
  ): MeasurementTask | undefined {
    const client = this.#deps.prometheus.find(
      environment,
      entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
    );
    if (!client) return undefined;
    const input = this.#inputOf(slo, entity, environment);
    const key = JSON.stringify([slo.id, environment]);
    const of = JSON.stringify([slo.content_hash, input.service, input.target]);
    const last = this.#plans.get(key);
    const { plan } = last?.of === of ? last : { plan: this.#planOf(input) };
    run.plans.set(key, { of, plan });
    if (!plan) return undefined;
    const indicator = {
      slo_id: slo.id,
      environment,
      query_hash: queryHashOf(slo),
    };
    const window = parseDuration(slo.window) / 1000;
    const oldest = run.end - Math.min(window, run.retentionSeconds);
    const from = Math.max(run.progress(indicator) ?? 0, oldest);
    return {
      ...{ indicator, slo, client, plan },
      from: Math.ceil(from / CELL_SECONDS) * CELL_SECONDS,
    };
  }

  #inputOf(slo: Slo, entity: Entity, environment: string): GeneratorInput {
    const { targets } = this.#deps;
    const target = targets.find(environment);
    return {
      // Who owns it changes no number: the catalog need not be asked.
      service: toServiceContext(entity),
      environment,
      target: targets.contextFor(target, entity),
      slos: [slo],
      rules: target.rules,
    };
  }

  /** Undefined where no rules can be made of the SLO, which is said once. */
  #planOf(input: GeneratorInput): MeasurementPlan | undefined {
    try {
      return planOf(input);
    } catch (error) {
      const [slo] = input.slos;
      const text = `The SLO ${slo.name} of ${
        slo.entity_ref
      } is not measured: ${messageOf(error)}`;
      if (!this.#refused.has(text)) this.#deps.logger.warn(text);
      this.#refused.add(text);
      return undefined;
    }
  }
}
