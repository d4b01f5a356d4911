import { readableTime } from '../../format/time';

/** An instant in the viewer's zone, in UTC on hover. */
export function TimeText({ value }: { value: string }) {
  const time = readableTime(value);
  return time ? (
    <time dateTime={value} title={time.utc}>
      {time.local}
    </time>
  ) : (
    <span>{value}</span>
  );
}
