import type { Entity } from '@backstage/catalog-model';
import {
  type Deployment,
  SLO_SCOUT_ANNOTATIONS,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { LoadedGroup, PrometheusClient } from '../../prometheus';
import type { PrometheusInstances } from '../../prometheus/types';
import { sentence } from '../../sentences';
import type { Finding } from './Finding';

/** Asks what is loaded; or why nobody can be asked. */
export type RulesSource = (() => Promise<LoadedGroup[]>) | Finding;

/** What Prometheus has loaded: of a round, each instance is asked once. */
export class LoadedRules {
  readonly #prometheus: PrometheusInstances;
  readonly #signal: AbortSignal | undefined;
  readonly #answers = new Map<PrometheusClient, Promise<LoadedGroup[]>>();

  constructor(
    prometheus: PrometheusInstances,
    signal: AbortSignal | undefined,
  ) {
    this.#prometheus = prometheus;
    this.#signal = signal;
  }

  /** @param entity - undefined where the catalog does not have it */
  of({ environment }: Deployment, entity: Entity | undefined): RulesSource {
    if (!entity) {
      // Its annotation is gone with it: another instance may have loaded the rules.
      return sentence(
        'standing.no_entity',
        {},
        'The service is not in the catalog any more, which says what Prometheus it has.',
      );
    }
    const client = this.#prometheus.find(
      environment,
      entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
    );
    return client
      ? () => this.#ask(client)
      : sentence(
          'standing.no_prometheus',
          {},
          'No Prometheus is configured for this environment.',
        );
  }

  #ask(client: PrometheusClient): Promise<LoadedGroup[]> {
    const answer = this.#answers.get(client) ?? client.rules(this.#signal);
    this.#answers.set(client, answer);
    return answer;
  }
}
