import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  type Slo,
  type SloFeasibility,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access } from '../../access';
import type { EntityDirectory } from '../../catalog/EntityDirectory';
import { dependenciesOf } from '../../catalog/dependencies';
import type { SloStore } from '../SloStore';
import { assess } from './assess';
import { type DependencyGraph, exploreFrom } from './graph';

/** Whether objectives can be met, from the catalog's graph and the SLOs in force. */
export class FeasibilityService {
  readonly #store: SloStore;
  readonly #access: Access;
  readonly #entities: EntityDirectory;
  readonly #logger: LoggerService;

  constructor(options: {
    store: SloStore;
    access: Access;
    entities: EntityDirectory;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#entities = options.entities;
    this.#logger = options.logger;
  }

  /** Revisions in force and waiting drafts of an entity, by name. */
  async list(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<SloFeasibility[]> {
    const entity = await this.#entities.get(entityRef, credentials);
    await this.#access.require(credentials, sloScoutReadPermission, entity);
    const ref = stringifyEntityRef(entity);
    const [slos, graph] = await Promise.all([
      this.#store.list(ref),
      this.#graphFrom(ref, credentials),
    ]);
    return slos
      .filter(slo => slo.status !== 'retired')
      .flatMap(slo =>
        [slo, ...(slo.draft ? [slo.draft] : [])].map(revision =>
          assess(slo, revision, graph),
        ),
      );
  }

  /**
   * A sentence for each of the SLOs, all of one entity, that cannot be met. Says so
   * where the catalog cannot be asked: a generation does not end over it.
   */
  async notes(
    slos: Slo[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    if (slos.length === 0) return [];
    try {
      const graph = await this.#graphFrom(slos[0].entity_ref, credentials);
      return slos
        .map(slo => assess(slo, slo, graph))
        .filter(({ verdict }) => verdict === 'infeasible')
        .map(({ name, reason }) => `${name}: ${reason}`);
    } catch (error) {
      this.#logger.warn('Feasibility could not be judged', error as Error);
      return [
        'Whether the objectives can be met was not judged: the catalog did not answer.',
      ];
    }
  }

  async #graphFrom(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<DependencyGraph> {
    // SLOs of what the caller may not see are not told.
    const permitted = await this.#access.filter(
      credentials,
      sloScoutReadPermission,
    );
    return exploreFrom(ref, async refs => {
      const entities = await this.#entities.findMany(refs, credentials);
      const slos = await this.#store.listOf([...entities.keys()], permitted);
      return new Map(
        refs.map(asked => {
          const entity = entities.get(asked);
          const own = slos.filter(slo => slo.entity_ref === asked);
          return [
            asked,
            {
              found: entity !== undefined,
              hops: entity ? dependenciesOf(entity) : [],
              slos: own,
            },
          ];
        }),
      );
    });
  }
}
