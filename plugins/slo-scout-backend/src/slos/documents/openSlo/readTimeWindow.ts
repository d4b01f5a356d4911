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
  const rolling = isRolling(window, findings, () =>
    calendarRefusal(
      duration,
      days => `duration: ${days}, isRolling: true, without calendar`,
    ),
  );
  return rolling
    ? readPeriod(duration, window.at('duration'), findings)
    : undefined;
}

/** Whether a window rolls; false after a fault. Says what is meant where nothing is said. */
export function isRolling(
  window: Mapping<{ isRolling?: boolean; calendar?: object }>,
  findings: Findings,
  refusal: () => string,
): boolean {
  const rolls = window.take('isRolling');
  const calendar = window.has('calendar');
  if (rolls && calendar) {
    findings.fault(
      window.path,
      'A window is either rolling or aligned with the calendar. Leave out calendar, or isRolling: true.',
    );
    return false;
  }
  if (rolls === false || calendar) {
    findings.fault(window.path, refusal());
    return false;
  }
  if (rolls === undefined) {
    findings.warn(
      window.at('isRolling'),
      'Not given; without calendar a rolling window is meant.',
    );
  }
  return true;
}
