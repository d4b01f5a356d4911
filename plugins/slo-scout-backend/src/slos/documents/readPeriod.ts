import { tryParseDuration } from '../../promql';
import { Findings, shown } from './Findings';

const DAY = 86_400_000;
/** The longest window of an alert looks back this far. */
const MIN_DAYS = 3;
const MAX_DAYS = 366;

/** The rolling window in days, such as `28d` for `4w`; undefined after a fault. */
export function readPeriod(
  duration: string,
  path: string,
  findings: Findings,
): string | undefined {
  const unit = duration.at(-1);
  const milliseconds = tryParseDuration(duration);
  if (milliseconds === undefined || (unit !== 'd' && unit !== 'w')) {
    findings.fault(
      path,
      `${shown(
        duration,
      )} is not a window of days or weeks. Give it in days, such as ${rollingInstead(
        duration,
      )}.`,
    );
    return undefined;
  }
  return readDays(milliseconds / DAY, path, findings);
}

/** As `readPeriod`, for a number of days. */
export function readDays(
  days: number,
  path: string,
  findings: Findings,
): string | undefined {
  if (days < MIN_DAYS) {
    findings.fault(
      path,
      `${days}d is shorter than ${MIN_DAYS}d, the longest window that an alert on the budget looks back over. Use 7d or longer.`,
    );
    return undefined;
  }
  if (days > MAX_DAYS || !Number.isInteger(days)) {
    findings.fault(
      path,
      `${days}d is not a whole number of days from ${MIN_DAYS} to ${MAX_DAYS}.`,
    );
    return undefined;
  }
  return `${days}d`;
}

const CALENDAR_UNITS: Record<string, number> = { M: 30, Q: 90, Y: 365, y: 365 };

/** The rolling window of about the length of a calendar one; 30d where it has none. */
export function rollingInstead(duration: string): string {
  const unit = duration.slice(-1);
  const days =
    unit === 'd' || unit === 'w'
      ? (tryParseDuration(duration) ?? 0) / DAY
      : Number(duration.slice(0, -1)) * (CALENDAR_UNITS[unit] ?? 0);
  return days >= 7 && days <= MAX_DAYS ? `${Math.floor(days)}d` : '30d';
}

/**
 * Why a calendar window is refused, and what to write. See docs/sli-kinds.md.
 *
 * @param written - how the dialect says a rolling window of so many days
 */
export function calendarRefusal(
  duration: string,
  written: (days: string) => string,
): string {
  return `Calendar windows are not read: a rule looks back over a length that never changes, and PromQL can neither begin at the first of a month nor give one month 28 days and the next 31. A rolling window of about that length is another objective, so say that you want it: ${written(
    rollingInstead(duration),
  )}. docs/sli-kinds.md says how to see a calendar month on the dashboard.`;
}
