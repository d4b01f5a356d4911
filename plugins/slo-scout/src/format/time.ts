import { DateTime } from 'luxon';

/** One instant as the viewer reads it, and in UTC for those who compare logs. */
export interface ReadableTime {
  local: string;
  utc: string;
}

/** Reads RFC 3339; undefined where the text is no time. */
export function readableTime(
  rfc3339: string,
  zone?: string,
): ReadableTime | undefined {
  const instant = DateTime.fromISO(rfc3339, { zone: zone ?? 'local' });
  if (!instant.isValid) return undefined;
  return {
    local: instant.toFormat('d LLL yyyy, HH:mm'),
    utc: instant.toUTC().toFormat("yyyy-MM-dd HH:mm:ss 'UTC'"),
  };
}

/** Day and month, for the ticks of a time axis. */
export function dayLabel(milliseconds: number, zone?: string): string {
  return DateTime.fromMillis(milliseconds, { zone: zone ?? 'local' }).toFormat(
    'd LLL',
  );
}

/** Hour, minute and second of an instant in the near future. */
export function clockLabel(rfc3339: string, zone?: string): string {
  return DateTime.fromISO(rfc3339, { zone: zone ?? 'local' }).toFormat(
    'HH:mm:ss',
  );
}

/** A tick of a time axis: the day, and the hour below it where the axis is short. */
export function axisLabel(
  milliseconds: number,
  axisMilliseconds: number,
  zone?: string,
): string {
  const day = dayLabel(milliseconds, zone);
  if (axisMilliseconds > 4 * 86_400_000) return day;
  const instant = DateTime.fromMillis(milliseconds, { zone: zone ?? 'local' });
  return `${day}\n${instant.toFormat('HH:mm')}`;
}
