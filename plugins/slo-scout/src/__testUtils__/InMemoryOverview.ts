import type {
  Deployment,
  Overview,
  OverviewApi,
  OverviewCounts,
  OverviewDeploymentsPage,
  OverviewDeploymentsView,
  OverviewSlo,
  OverviewSlosPage,
  OverviewSlosRequest,
  PageRequest,
  QueueItem,
  QueuePage,
  SloState,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { InMemoryPolicies } from './InMemoryPolicies';

/** The organisation as the browser sees it. Cursors are offsets here. */
export class InMemoryOverview extends InMemoryPolicies implements OverviewApi {
  overviewSlos: OverviewSlo[] = [];
  queue: QueueItem[] = [];
  organisation: Record<OverviewDeploymentsView, Deployment[]> = {
    open: [],
    drift: [],
  };
  environments = ['production'];
  pageSize = 50;
  /** What was asked for, the newest last. */
  readonly asked: OverviewSlosRequest[] = [];

  async getOverview(): Promise<Overview> {
    return {
      environments: this.environments,
      default_environment: this.environments[0],
      queue: this.queue.length,
      open_pull_requests: this.organisation.open.length,
      drift: this.organisation.drift.length,
    };
  }

  async listOverviewSlos(
    request: OverviewSlosRequest,
  ): Promise<OverviewSlosPage> {
    this.asked.push(request);
    const search = request.search?.toLowerCase() ?? '';
    const found = this.overviewSlos.filter(({ name, entity_ref: ref }) =>
      `${name} ${ref}`.toLowerCase().includes(search),
    );
    const shown = found.filter(
      ({ state }) => !request.state || state === request.state,
    );
    const { items, ...page } = this.#cut(shown, request);
    return {
      environment: request.environment ?? this.environments[0],
      counts: countsOf(found),
      slos: items,
      ...page,
    };
  }

  async listQueue(request: PageRequest): Promise<QueuePage> {
    return this.#cut(this.queue, request);
  }

  async listOverviewDeployments({
    view,
    ...request
  }: PageRequest & {
    view: OverviewDeploymentsView;
  }): Promise<OverviewDeploymentsPage> {
    const { items, ...page } = this.#cut(this.organisation[view], request);
    return { deployments: items, ...page };
  }

  #cut<T>(all: T[], { cursor }: PageRequest) {
    const offset = Number(cursor ?? 0);
    const end = offset + this.pageSize;
    return {
      items: all.slice(offset, end),
      total: all.length,
      offset,
      next_cursor: end < all.length ? String(end) : null,
    };
  }
}

function countsOf(found: OverviewSlo[]): OverviewCounts {
  const of = (state: SloState) => found.filter(slo => slo.state === state);
  const services = (some: OverviewSlo[]) =>
    new Set(some.map(({ entity_ref: ref }) => ref)).size;
  const each = (count: (some: OverviewSlo[]) => number) => ({
    overspent: count(of('overspent')),
    burning: count(of('burning')),
    unknown: count(of('unknown')),
    healthy: count(of('healthy')),
  });
  return {
    slos: each(some => some.length),
    services: each(services),
    all_services: services(found),
  };
}
