import { Decimal, parse, tryParseDuration, unquote } from '../../../promql';
import { bucketMatcher } from '../bucketBounds';
import { Findings, shown } from '../Findings';

/**
 * The selector of a histogram's bucket with every spelling of its bound, because
 * Prometheus 3 stores `le="1"` as `le="1.0"`; undefined after a fault.
 */
export function readBucket(
  selector: string,
  path: string,
  findings: Findings,
): string | undefined {
  const bounds = boundsOf(selector);
  const [bound] = bounds;
  if (bounds.length !== 1 || !bound.equal || !isLimit(bound.value)) {
    findings.fault(
      path,
      'The bucket of requests that are fast enough is told by one matcher such as le="0.1", a number of seconds.',
    );
    return undefined;
  }
  return (
    selector.slice(0, bound.from) +
    bucketMatcher(bound.value) +
    selector.slice(bound.to)
  );
}

interface Bound {
  value: string;
  equal: boolean;
  from: number;
  to: number;
}

function boundsOf(selector: string): Bound[] {
  const found: Bound[] = [];
  parse(selector).iterate({
    enter: ({ name, node, from, to }) => {
      if (!name.endsWith('LabelMatcher')) return;
      const label = node.firstChild;
      const value = node.lastChild;
      if (!label || !value) return;
      const text = selector.slice(label.from, label.to);
      if (text !== 'le' && text !== '"le"') return;
      found.push({
        value: unquote(selector.slice(value.from, value.to)),
        equal: selector.slice(label.to, value.from).trim() === '=',
        from,
        to,
      });
    },
  });
  return found;
}

function isLimit(le: string): boolean {
  return le.trim() === le && le !== '' && Number.isFinite(Number(le));
}

/** A duration such as `100ms` in seconds, as PromQL; undefined after a fault. */
export function readLatency(
  latency: string,
  path: string,
  findings: Findings,
): string | undefined {
  const milliseconds = tryParseDuration(latency);
  if (milliseconds !== undefined && milliseconds > 0) {
    return String(Decimal.of(milliseconds).dividedBy(Decimal.of(1000)));
  }
  findings.fault(path, `${shown(latency)} is not a duration such as 100ms.`);
  return undefined;
}
