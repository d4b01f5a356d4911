import { shownLanguage } from './language';

const DAY = { day: 'numeric', month: 'short' } as const;
const CLOCK = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
const MOMENT = { ...DAY, year: 'numeric', ...CLOCK } as const;
const DAY_MS = 86_400_000;
const RFC_3339 =
  /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))/;

/** RFC 3339, or milliseconds since 1970. */
export type Instant = string | number;

/** A moment to the minute; a day; or the tick of an axis, a clock below a day. */
export type TimeForm = 'moment' | 'day' | 'tick';

/** One instant as the viewer reads it, and in UTC for those who compare logs. */
export interface ReadableTime {
  local: string;
  utc: string;
  rfc3339: string;
}

const FORMS: Record<TimeForm, (milliseconds: number) => string> = {
  moment: at => (comesTwice(at) ? zonedTime(at) : write(at, MOMENT)),
  day: at => write(at, DAY),
  tick: at => `${write(at, DAY)}\n${write(at, CLOCK)}`,
};

/** Undefined where a text or number is no time. */
export function readableTime(
  instant: Instant,
  form: TimeForm = 'moment',
): ReadableTime | undefined {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return undefined;
  const rfc3339 = date.toISOString();
  return {
    local: FORMS[form](date.getTime()),
    utc: `${rfc3339.slice(0, 19).replace('T', ' ')} UTC`,
    rfc3339,
  };
}

/** In UTC only, for a tip over a field that shows the viewer's zone. */
export function utcTime(instant: Instant): string | undefined {
  return readableTime(instant)?.utc;
}

/** For a tip over something that is no text, such as a bar of a chart. */
export function timeTip(instant: Instant): string {
  const time = readableTime(instant);
  return time ? `${time.local} · ${time.utc}` : String(instant);
}

/** With the name of the viewer's zone: to be heard, or where nothing can be hovered over. */
export function zonedTime(instant: Instant): string {
  const milliseconds = new Date(instant).getTime();
  return Number.isNaN(milliseconds)
    ? String(instant)
    : write(milliseconds, { ...MOMENT, timeZoneName: 'short' });
}

/** The hour is named on an axis of few days only. */
export function tickForm(axisMilliseconds: number): TimeForm {
  return axisMilliseconds > 4 * DAY_MS ? 'day' : 'tick';
}

/** A sentence in parts, every second of which is an instant in RFC 3339. */
export function timesIn(sentence: string): string[] {
  return sentence.split(RFC_3339);
}

/** A sentence with its instants as `zonedTime` has them. */
export function withZonedTimes(sentence: string): string {
  return timesIn(sentence)
    .map((part, index) => (index % 2 === 1 ? zonedTime(part) : part))
    .join('');
}

/** As a browser's field for times has it: the viewer's zone, without an offset. */
export function toTimeField(rfc3339: string | undefined): string {
  const at = Date.parse(rfc3339 ?? '');
  return Number.isNaN(at)
    ? ''
    : new Date(at - minutesWest(at) * 60_000).toISOString().slice(0, 16);
}

/** In UTC, so that it means the same instant to everybody. */
export function fromTimeField(local: string): string | undefined {
  return readableTime(local)?.rfc3339;
}

function write(
  milliseconds: number,
  parts: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(shownLanguage(), parts).format(milliseconds);
}

function minutesWest(milliseconds: number): number {
  return new Date(milliseconds).getTimezoneOffset();
}

/** Whether clocks are set back around an instant, so that its minute comes twice. */
function comesTwice(milliseconds: number): boolean {
  const west = minutesWest(milliseconds);
  return [milliseconds - DAY_MS, milliseconds + DAY_MS]
    .map(minutesWest)
    .some(other => {
      const twin = milliseconds + (other - west) * 60_000;
      return other !== west && minutesWest(twin) === other;
    });
}
