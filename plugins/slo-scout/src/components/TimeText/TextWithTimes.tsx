import { timesIn } from '../../format/time';
import { TimeText } from './TimeText';

/** A sentence in which instants stand as RFC 3339, as in those of the server. */
export function TextWithTimes({ children }: { children: string }) {
  return (
    <>
      {timesIn(children).map((part, index) =>
        index % 2 === 1 ? <TimeText key={index} value={part} /> : part,
      )}
    </>
  );
}
