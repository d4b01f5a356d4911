import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import {
  type BlastRadius,
  SLO_SCOUT_ANNOTATIONS,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  type EntityDirectory,
  dependentsOf,
  toServiceContext,
} from '../../catalog/EntityDirectory';
import type { PrometheusInstances } from '../../prometheus/types';
import { inline } from '../../promql';
import type { Bundle } from '../Bundle';
import { endpointsOf } from './endpoints';
import {
  type PriceList,
  addedRules,
  measureCost,
  readPriceList,
} from './newSeries';
import {
  type TrafficQueries,
  measureTraffic,
  readTrafficQueries,
} from './traffic';

/** Measures what a bundle touches, from the catalog and from Prometheus. */
export class BlastRadiusMeter {
  readonly #entities: EntityDirectory;
  readonly #prometheus: PrometheusInstances;
  readonly #traffic: TrafficQueries;
  readonly #prices: PriceList | undefined;

  constructor(options: {
    config: Config;
    entities: EntityDirectory;
    prometheus: PrometheusInstances;
  }) {
    this.#entities = options.entities;
    this.#prometheus = options.prometheus;
    this.#traffic = readTrafficQueries(options.config);
    this.#prices = readPriceList(options.config);
  }

  async measure(request: {
    bundle: Pick<Bundle, 'entity' | 'environment' | 'artifacts' | 'deployed'>;
    credentials: BackstageCredentials;
  }): Promise<BlastRadius> {
    const { credentials } = request;
    const { entity, environment, artifacts, deployed } = request.bundle;
    const prometheus = this.#prometheus.find(
      environment,
      entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
    );
    const rules = addedRules(artifacts, deployed);
    const [apis, traffic, cost] = await Promise.all([
      this.#entities.providedApis(entity, credentials),
      measureTraffic(prometheus, this.#traffic, toServiceContext(entity).name),
      measureCost(
        prometheus,
        rules,
        rule => inline(rule.expr, rules, { step: `${rule.interval}s` }),
        this.#prices,
      ),
    ]);
    return {
      services: {
        value: [stringifyEntityRef(entity)],
        source: 'entity that the SLOs of the bundle belong to',
      },
      dependents: {
        value: dependentsOf(entity, apis),
        source: 'catalog: dependencyOf, and consumers of the APIs provided',
      },
      endpoints: endpointsOf(apis),
      traffic_percent: traffic,
      new_series: cost.series,
      cost_impact_usd: cost.usd,
    };
  }
}
