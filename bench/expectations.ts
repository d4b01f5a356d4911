import type { PhaseRow } from './measurePhases';
import type { WholeWayResults } from './measureWholeWay';
import { median, quantile } from './statistics';
import { formatMs } from './tables';

export interface Expectation {
  what: string;
  measured: string;
  met: boolean;
}

/** Of the time for one SLO, from 10 to 1,000 of them. */
const GROWTH = 1.5;
const VALIDATION_RATIO = 1.5;
const GUARD_MS = 100;
/** With every rule test and the exact dry run, which the 2 s of the first version had not. */
const WHOLE_WAY_MS = 5000;

/** Time for one SLO at this size over that at 10 SLOs; 1 is linear. */
export function growthOf(phases: PhaseRow[], size: number): number {
  const each = (wanted: number) => {
    const row = phases.find(
      ({ phase, size: found }) =>
        phase === 'generate_services' && found === wanted,
    )!;
    return median(row.ms) / wanted;
  };
  return each(size) / each(10);
}

/** What was promised, beside what was measured. */
export function judge(
  phases: PhaseRow[],
  { demo }: WholeWayResults,
): Expectation[] {
  const find = (phase: string, size: number) =>
    phases.find(row => row.phase === phase && row.size === size)!;
  const ratio = find('validate', 100).beside!.ratio;
  const guard = quantile(find('guard', 100).ms, 0.95);
  const whole = demo.runs.map(run => run.whole);
  const p95 = quantile(whole, 0.95);
  const growth = growthOf(phases, 1000);
  return [
    {
      what: `generation of 1,000 SLOs within ${GROWTH} times the time for one of 10`,
      measured: `${growth.toFixed(2)} times`,
      met: growth <= GROWTH,
    },
    {
      what: `validation of 100 SLOs within ${VALIDATION_RATIO} times bare promtool`,
      measured: `${ratio.toFixed(2)} times`,
      met: ratio <= VALIDATION_RATIO,
    },
    {
      what: `guard without Prometheus below ${GUARD_MS} ms`,
      measured: `p95 ${formatMs(guard)} for 100 SLOs`,
      met: guard < GUARD_MS,
    },
    {
      what: `whole way of one service below ${WHOLE_WAY_MS / 1000} s`,
      measured: `median ${formatMs(median(whole))}, p95 ${formatMs(p95)} of ${
        whole.length
      } runs`,
      met: p95 < WHOLE_WAY_MS,
    },
  ];
}
