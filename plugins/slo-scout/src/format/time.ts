import { shownLanguage } from './language';

/** One instant as the viewer reads it, and in UTC for those who compare logs. */
export interface ReadableTime {
  local: string;
  utc: string;
}

const DAY = { day: 'numeric', month: 'short' } as const;
const MINUTE = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

function write(
  instant: number,
  parts: Intl.DateTimeFormatOptions,
  timeZone?: string,
): string {
  return new Intl.DateTimeFormat(shownLanguage(), {
    ...parts,
    timeZone,
  }).format(instant);
}

/** Reads RFC 3339; undefined where the text is no time. */
export function readableTime(
  rfc3339: string,
  zone?: string,
): ReadableTime | undefined {
  const instant = Date.parse(rfc3339);
  if (Number.isNaN(instant)) return undefined;
  return {
    local: write(instant, { ...DAY, year: 'numeric', ...MINUTE }, zone),
    utc: `${new Date(instant)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')} UTC`,
  };
}

/** Day and month, for the ticks of a time axis. */
export function dayLabel(milliseconds: number, zone?: string): string {
  return write(milliseconds, DAY, zone);
}

/** Hour, minute and second of an instant in the near future. */
export function clockLabel(rfc3339: string, zone?: string): string {
  return write(Date.parse(rfc3339), { ...MINUTE, second: '2-digit' }, zone);
}

/** A tick of a time axis: the day, and the hour below it where the axis is short. */
export function axisLabel(
  milliseconds: number,
  axisMilliseconds: number,
  zone?: string,
): string {
  const day = dayLabel(milliseconds, zone);
  if (axisMilliseconds > 4 * 86_400_000) return day;
  return `${day}\n${write(milliseconds, MINUTE, zone)}`;
}
