import type { Findings } from '../Findings';
import type { Mapping } from '../Mapping';
import { calendarRefusal, readPeriod } from '../readPeriod';
import type { OpenSloSlo } from './shape';

/** The rolling window in days, such as `28d` for `4w`; undefined after a fault. */
export function readTimeWindow(
  slo: Mapping<OpenSloSlo>,
  findings: Findings,
): string | undefined {
  const [window] = slo.children('timeWindow');
  const duration = window.take('duration')!;
  const isRolling = window.take('isRolling');
  const calendar = window.has('calendar');
  if (isRolling === true && calendar) {
    findings.fault(
      window.path,
      'A window is either rolling or aligned with the calendar. Leave out calendar, or isRolling: true.',
    );
    return undefined;
  }
  if (isRolling === false || calendar) {
    findings.fault(
      window.path,
      calendarRefusal(
        duration,
        days => `duration: ${days}, isRolling: true, without calendar`,
      ),
    );
    return undefined;
  }
  if (isRolling === undefined) {
    findings.warn(
      window.at('isRolling'),
      'Not given; without calendar a rolling window is meant.',
    );
  }
  return readPeriod(duration, window.at('duration'), findings);
}
