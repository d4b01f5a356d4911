import { readableTime } from '../../format/time';
import { useText } from '../../hooks/useText';

/** An instant in the viewer's zone, in UTC on hover. */
export function TimeText({ value }: { value: string }) {
  useText(); // The language of the date.
  const time = readableTime(value);
  return time ? (
    <time dateTime={value} title={time.utc}>
      {time.local}
    </time>
  ) : (
    <span>{value}</span>
  );
}
