import type {
  Deployment,
  OverviewDeploymentsView,
  Page,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { StoredTime } from '../database/values';
import type { DeploymentStore } from '../gitops/DeploymentStore';
import type { RecordFilter } from '../permissions/recordFilter';
import { Dialect } from './Dialect';
import { pageOf, type Window } from './paging';

/** How many keys a place in the list has. */
export const DEPLOYMENT_KEYS = 2;

/** Deployments of all entities that somebody should look at. */
export class DeploymentOverviewStore {
  readonly #db: Knex;
  readonly #deployments: DeploymentStore;

  constructor(options: { db: Knex; deployments: DeploymentStore }) {
    this.#db = options.db;
    this.#deployments = options.deployments;
  }

  async count(
    view: OverviewDeploymentsView,
    permitted: RecordFilter,
  ): Promise<number> {
    const [{ total }] = await this.#viewed(view, permitted).count({
      total: '*',
    });
    return Number(total);
  }

  /** The oldest first. */
  async page(
    view: OverviewDeploymentsView,
    window: Window,
    { total, permitted }: { total: number; permitted: RecordFilter },
  ): Promise<{ deployments: Deployment[]; page: Page }> {
    const query = this.#viewed(view, permitted)
      .select('id', 'created_at')
      .orderBy(['created_at', 'id'])
      .limit(window.limit + 1);
    if (window.after) {
      const [at, id] = window.after;
      query.whereRaw('(created_at, id) > (?, ?)', [
        new Dialect(this.#db).time(Number(at)),
        id,
      ]);
    }
    const { rows, page } = pageOf<{ id: string; created_at: StoredTime }>(
      await query,
      window,
      total,
      row => [new Date(row.created_at).getTime(), row.id],
    );
    const deployments = await this.#deployments.getMany(
      rows.map(({ id }) => id),
    );
    return { deployments, page };
  }

  #viewed(
    view: OverviewDeploymentsView,
    permitted: RecordFilter,
  ): Knex.QueryBuilder {
    const query = this.#db('deployments');
    if (view === 'open') {
      query.whereIn('status', ['opening', 'pending_pr', 'conflict']);
    } else {
      query
        .where({ status: 'deployed' })
        .whereIn('standing', ['drifted', 'reverted']);
    }
    permitted(query, 'deployments.entity_ref');
    return query;
  }
}
