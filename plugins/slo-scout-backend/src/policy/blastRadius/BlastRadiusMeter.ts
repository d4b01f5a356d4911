import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import {
  type BlastRadius,
  SLO_SCOUT_ANNOTATIONS,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  type EntityDirectory,
  serviceNameOf,
} from '../../catalog/EntityDirectory';
import type { PrometheusInstances } from '../../prometheus/types';
import type { Bundle } from '../Bundle';
import { apiPaths } from './apiPaths';
import { type RuleChanges, changesOf } from './bundleRules';
import { measureCost } from './cost';
import { DEPENDENTS_SOURCE, dependentChains } from './dependents';
import { matchedRoutes, reconcile } from './endpoints';
import { matchQuery, matchedGroups } from './matchedSeries';
import { measured, reasonOf, unknown } from './measurement';
import { type MeterConfig, readMeterConfig } from './meterConfig';
import {
  alertsThatVanish,
  pagesPerWeek,
  replacedRules,
  teamsPaged,
} from './people';
import { Probe } from './Probe';
import { type RawSelector, rawSelectors } from './rawSelectors';
import { type AffectedServices, affectedServices } from './services';
import { measureTraffic } from './traffic';

/** As much of a bundle as its reach depends on. */
type Measurable = Pick<
  Bundle,
  'entity' | 'environment' | 'artifacts' | 'deployed' | 'removed'
>;

/**
 * Measures what a bundle touches, in Prometheus and in the catalog. The catalog is
 * asked with the portal's own credentials: a decision must not depend on what the
 * person who asks for it may see.
 */
export class BlastRadiusMeter {
  readonly #entities: EntityDirectory;
  readonly #prometheus: PrometheusInstances;
  readonly #credentials: () => Promise<BackstageCredentials>;
  readonly #config: MeterConfig;

  constructor(options: {
    config: Config;
    entities: EntityDirectory;
    prometheus: PrometheusInstances;
    /** The portal's own. */
    credentials: () => Promise<BackstageCredentials>;
  }) {
    this.#entities = options.entities;
    this.#prometheus = options.prometheus;
    this.#credentials = options.credentials;
    this.#config = readMeterConfig(options.config);
  }

  /** What cannot be measured is unknown; this never throws. */
  async measure(bundle: Measurable): Promise<BlastRadius> {
    let changes: RuleChanges;
    let selectors: RawSelector[];
    try {
      changes = changesOf(bundle.artifacts, bundle.deployed, bundle.removed);
      selectors = rawSelectors(changes);
    } catch (error) {
      return nothingKnown(reasonOf(error));
    }
    const { entity, environment, artifacts } = bundle;
    const config = this.#config;
    const probe = new Probe(
      this.#prometheus.find(
        environment,
        entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
      ),
      config.deadlineMs,
    );
    const service = serviceNameOf(entity);
    const [reach, traffic, cost] = await Promise.all([
      this.#reach(bundle, probe, selectors),
      measureTraffic({ probe, config, selectors, service }),
      measureCost(probe, changes, config.prices),
    ]);
    return {
      ...reach,
      traffic_percent: traffic,
      ...cost,
      replaced_rules: replacedRules(changes),
      vanishing_alerts: alertsThatVanish(changes),
      teams_paged: teamsPaged(changes, config.pagingSeverities),
      pages_per_week: pagesPerWeek(changes, artifacts, config.pagingSeverities),
    };
  }

  /** Services, what depends on them, and their endpoints. */
  async #reach(
    { entity }: Measurable,
    probe: Probe,
    selectors: RawSelector[],
  ): Promise<Reach> {
    const config = this.#config;
    const source =
      selectors.length === 0
        ? 'entity of the bundle, which has no rules that read series'
        : `entity of the bundle, and the catalog's services of ${matchQuery(
            selectors,
            config,
          )}`;
    const groups = await measured(source, () =>
      matchedGroups(probe, selectors, config),
    );
    if (groups.value === null) {
      return unknownReach(source, groups.unknown_reason ?? 'no reason known');
    }
    const matched = groups.value;
    const affected = await measured(source, async () =>
      affectedServices({
        entity,
        groups: matched,
        entities: this.#entities,
        credentials: await this.#credentials(),
      }),
    );
    const routes = await measured(source, async () =>
      matchedRoutes(matched, config.routeLabels),
    );
    if (affected.value === null) {
      const reason = affected.unknown_reason ?? 'no reason known';
      return { ...unknownReach(source, reason), endpoints: routes };
    }
    return {
      services: { ...affected, value: affected.value.refs },
      endpoints: routes,
      ...(await this.#beyond(affected.value, routes.value)),
    };
  }

  async #beyond(
    { entities: services }: AffectedServices,
    routes: string[] | null,
  ): Promise<
    Required<
      Pick<
        BlastRadius,
        'dependents' | 'dependent_chains' | 'endpoint_reconciliation'
      >
    >
  > {
    const entities = this.#entities;
    const chains = await measured(DEPENDENTS_SOURCE, async () =>
      dependentChains({
        services,
        entities,
        credentials: await this.#credentials(),
      }),
    );
    const names = services.map(stringifyEntityRef).join(', ');
    return {
      dependents: {
        ...chains,
        value: chains.value?.map(chain => chain[chain.length - 1]) ?? null,
      },
      dependent_chains: chains,
      endpoint_reconciliation:
        routes === null
          ? unknown('routes against API definitions', 'the routes are unknown')
          : await measured(
              `routes of the series against the API definitions of ${names}`,
              async () => reconcile(routes, await this.#definedPaths(services)),
            ),
    };
  }

  async #definedPaths(services: AffectedServices['entities']) {
    const credentials = await this.#credentials();
    const apis = await Promise.all(
      services.map(service =>
        this.#entities.providedApis(service, credentials),
      ),
    );
    return apiPaths(apis.flat());
  }
}

type Reach = Pick<BlastRadius, 'services' | 'dependents' | 'endpoints'> &
  Required<Pick<BlastRadius, 'dependent_chains' | 'endpoint_reconciliation'>>;

function unknownReach(source: string, reason: string): Reach {
  return {
    services: unknown(source, reason),
    dependents: unknown(DEPENDENTS_SOURCE, reason),
    dependent_chains: unknown(DEPENDENTS_SOURCE, reason),
    endpoints: unknown(source, reason),
    endpoint_reconciliation: unknown(source, reason),
  };
}

/** Of a bundle whose rules cannot be read. */
function nothingKnown(reason: string): BlastRadius {
  const source = 'rule files of the bundle';
  return {
    ...unknownReach(source, reason),
    traffic_percent: unknown(source, reason),
    new_series: unknown(source, reason),
    samples_per_day: unknown(source, reason),
    query_samples_per_day: unknown(source, reason),
    cost_impact_usd: unknown(source, reason),
    replaced_rules: unknown(source, reason),
    vanishing_alerts: unknown(source, reason),
    teams_paged: unknown(source, reason),
    pages_per_week: unknown(source, reason),
  };
}
