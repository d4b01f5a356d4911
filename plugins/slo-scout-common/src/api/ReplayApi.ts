import type {
  BacktestAnswer,
  BacktestRequest,
  WhatIfAnswer,
  WhatIfRequest,
} from '../types';
import type { RequestOptions } from './RequestOptions';

/** Alerts over history. @public */
export interface ReplayApi {
  /**
   * What an SLO's alerts would have done with other numbers. The first question
   * about an SLO asks Prometheus, those after it are answered from what it said.
   */
  whatIf(
    request: WhatIfRequest,
    options?: RequestOptions,
  ): Promise<WhatIfAnswer>;
  /** Replays rules that run already, beside those of the approved SLOs. */
  backtest(
    request: BacktestRequest,
    options?: RequestOptions,
  ): Promise<BacktestAnswer>;
}
