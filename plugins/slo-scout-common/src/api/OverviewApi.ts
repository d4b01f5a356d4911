import type {
  Overview,
  OverviewDeploymentsPage,
  OverviewDeploymentsView,
  OverviewSlosPage,
  OverviewSlosRequest,
  PageRequest,
  QueuePage,
} from '../types';
import type { RequestOptions } from './RequestOptions';

/** Everything of the whole organisation that the caller may see. @public */
export interface OverviewApi {
  /** Of the whole organisation: how much waits, is open and has drifted. */
  getOverview(options?: RequestOptions): Promise<Overview>;
  /** SLOs in force of all entities, as they stand; worst first by default. */
  listOverviewSlos(
    request: OverviewSlosRequest,
    options?: RequestOptions,
  ): Promise<OverviewSlosPage>;
  /** What waits for a decision of the caller, the longest waiting first. */
  listQueue(request: PageRequest, options?: RequestOptions): Promise<QueuePage>;
  /** Open pull requests, or what has drifted; the oldest first. */
  listOverviewDeployments(
    request: PageRequest & { view: OverviewDeploymentsView },
    options?: RequestOptions,
  ): Promise<OverviewDeploymentsPage>;
}
