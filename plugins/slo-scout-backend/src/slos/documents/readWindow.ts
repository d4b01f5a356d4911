import { tryParseDuration } from '../../promql';
import { Findings, shown } from './Findings';
import type { OpenSloSlo } from './openSlo';

const DAY = 86_400_000;
const MAX_DAYS = 366;

/** The rolling window in days, such as `28d` for `4w`; undefined after a fault. */
export function readWindow(
  slo: OpenSloSlo,
  spec: string,
  findings: Findings,
): string | undefined {
  refuseTimeslices(slo, spec, findings);
  const [{ duration, isRolling, calendar }] = slo.timeWindow;
  const path = `${spec}.timeWindow[0]`;
  if (calendar !== undefined || isRolling !== true) {
    findings.fault(
      path,
      'Calendar windows cannot be said in PromQL, where months have one length. Use a rolling one: duration: 30d, isRolling: true.',
    );
    return undefined;
  }
  const unit = duration.at(-1);
  const milliseconds = tryParseDuration(duration);
  if (milliseconds === undefined || (unit !== 'd' && unit !== 'w')) {
    findings.fault(
      `${path}.duration`,
      `${shown(duration)} is not a window of days or weeks such as 30d or 4w.`,
    );
    return undefined;
  }
  const days = milliseconds / DAY;
  if (days < 1 || days > MAX_DAYS) {
    findings.fault(
      `${path}.duration`,
      `${shown(duration)} is not between 1d and ${MAX_DAYS}d.`,
    );
    return undefined;
  }
  return `${days}d`;
}

function refuseTimeslices(slo: OpenSloSlo, spec: string, findings: Findings) {
  const path = `${spec}.budgetingMethod`;
  if (slo.budgetingMethod === undefined) {
    findings.warn(path, 'Not given; Occurrences is meant.');
  } else if (slo.budgetingMethod !== 'Occurrences') {
    findings.fault(
      path,
      `${slo.budgetingMethod} is not supported yet. Use Occurrences.`,
    );
  }
}
