import { readableTime, type Instant, type TimeForm } from '../../format/time';
import { useText } from '../../hooks/useText';

/** An instant in the viewer's zone, in UTC on hover. */
export function TimeText(props: { value: Instant; form?: TimeForm }) {
  useText(); // The language of the date.
  const time = readableTime(props.value, props.form);
  return time ? (
    <time dateTime={time.rfc3339} title={time.utc}>
      {time.local}
    </time>
  ) : (
    <span>{typeof props.value === 'string' ? props.value : '–'}</span>
  );
}
