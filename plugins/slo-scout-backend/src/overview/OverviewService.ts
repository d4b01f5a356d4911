import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  type Overview,
  type OverviewDeploymentsPage,
  type OverviewDeploymentsView,
  type OverviewSlosPage,
  type OverviewSlosRequest,
  type PageRequest,
  type QueuePage,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access } from '../access';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import type { EntityDirectory } from '../catalog/EntityDirectory';
import {
  createRecordFilter,
  EVERYTHING,
  type RecordFilter,
} from '../permissions/recordFilter';
import type { DeciderReader } from './DeciderReader';
import {
  DEPLOYMENT_KEYS,
  type DeploymentOverviewStore,
} from './DeploymentOverviewStore';
import { windowOf } from './paging';
import { QUEUE_KEYS, type QueueStore } from './QueueStore';
import { SLO_KEYS, type SloOverviewStore } from './SloOverviewStore';

interface Dependencies {
  access: Access;
  deciders: DeciderReader;
  deployments: DeploymentOverviewStore;
  entities: EntityDirectory;
  queue: QueueStore;
  slos: SloOverviewStore;
  targets: TargetDirectory;
  now: () => Date;
}

/** The whole organisation at a glance, as far as the caller may see it. */
export class OverviewService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async get(credentials: BackstageCredentials): Promise<Overview> {
    const { access, deciders, deployments, queue, targets } = this.#deps;
    const permitted = await access.filter(credentials, sloScoutReadPermission);
    const decider = await deciders.read(credentials, permitted);
    const names = targets.describe().map(({ name }) => name);
    return {
      environments: [...new Set(names)],
      default_environment: targets.defaultEnvironment,
      queue: decider ? await queue.count(decider, this.#deps.now()) : 0,
      open_pull_requests: await deployments.count('open', permitted),
      drift: await deployments.count('drift', permitted),
    };
  }

  async slos(
    request: OverviewSlosRequest,
    credentials: BackstageCredentials,
  ): Promise<OverviewSlosPage> {
    const { access, slos } = this.#deps;
    const now = this.#deps.now();
    const { state, sort = 'worst' } = request;
    const window = windowOf(request, `slos by ${sort}`, SLO_KEYS);
    const permitted = await access.filter(credentials, sloScoutReadPermission);
    const environment = this.#environmentOf(request);
    const question = {
      ...{ environment, state, sort, permitted },
      search: request.search?.trim(),
      owned: await this.#owned(request.owner, credentials),
    };
    const counts = await slos.counts(question, now);
    const total = state
      ? counts.slos[state]
      : Object.values(counts.slos).reduce((a, b) => a + b);
    const found = await slos.page(question, window, { total, now });
    return { environment, counts, slos: found.slos, ...found.page };
  }

  /** Only what the caller may decide; nothing for whoever is no person. */
  async queue(
    request: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<QueuePage> {
    const { access, deciders, queue } = this.#deps;
    const now = this.#deps.now();
    const window = windowOf(request, 'queue', QUEUE_KEYS);
    const permitted = await access.filter(credentials, sloScoutReadPermission);
    const decider = await deciders.read(credentials, permitted);
    if (!decider) {
      return { items: [], total: 0, offset: 0, next_cursor: null };
    }
    const total = await queue.count(decider, now);
    const found = await queue.page(decider, window, { total, now });
    return { items: found.items, ...found.page };
  }

  async deployments(
    request: PageRequest & { view: OverviewDeploymentsView },
    credentials: BackstageCredentials,
  ): Promise<OverviewDeploymentsPage> {
    const { access, deployments } = this.#deps;
    const { view } = request;
    const window = windowOf(request, `deployments ${view}`, DEPLOYMENT_KEYS);
    const permitted = await access.filter(credentials, sloScoutReadPermission);
    const total = await deployments.count(view, permitted);
    const found = await deployments.page(view, window, { total, permitted });
    return { deployments: found.deployments, ...found.page };
  }

  #environmentOf({ environment }: OverviewSlosRequest): string {
    const { targets } = this.#deps;
    if (environment === undefined) return targets.defaultEnvironment;
    const names = targets.describe().map(({ name }) => name);
    if (!names.includes(environment)) {
      throw new InputError(
        `There is no environment ${environment}. Configured: ${
          names.join(', ') || 'none'
        }.`,
      );
    }
    return environment;
  }

  /** Who owns what is the catalog's to say, and only of what the caller may see there. */
  async #owned(
    owner: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<RecordFilter> {
    if (owner === undefined) return EVERYTHING;
    const claims =
      owner === 'mine'
        ? (await this.#deps.access.person(credentials)).ownership
        : [ownerRef(owner)];
    return createRecordFilter({ ownedBy: claims }, refs =>
      this.#deps.entities.ownedBy(refs, credentials),
    );
  }
}

function ownerRef(owner: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
  } catch {
    throw new InputError(
      'owner is neither mine nor a reference such as group:default/payments-team',
    );
  }
}
