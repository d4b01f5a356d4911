export const MINUTES = 24 * 60;
/** Rules are evaluated every minute, as Prometheus does by default. */
export const SCRAPE_MINUTES = 2;
/** So many that no gate on few events is closed. */
const EVENTS = 1_000_000;

/** Shares of bad events from scrape to scrape. */
function shapes(budget: number): number[] {
  const shares = new Array<number>(MINUTES / SCRAPE_MINUTES).fill(0);
  const from = (
    hour: number,
    minutes: number,
    share: (done: number) => number,
  ) => {
    const first = (hour * 60) / SCRAPE_MINUTES;
    const count = minutes / SCRAPE_MINUTES;
    for (let i = 0; i < count; i += 1) shares[first + i] = share(i / count);
  };
  // A spike, an outage, twice the budget, a burn that grows; recovery after each.
  from(1, 2, () => 1);
  from(3, 20, () => 1);
  from(8, 5 * 60, () => 2 * budget);
  from(15, 4 * 60, done => 8 * budget * done);
  return shares;
}

/** Values of a counter in promtool's notation. */
function counter(added: number[]): string {
  const parts: string[] = [];
  let value = 0;
  for (let at = 0; at < added.length; ) {
    let end = at;
    while (added[end] === added[at]) end += 1;
    parts.push(`${value}+${added[at]}x${end - at - 1}`);
    value += added[at] * (end - at);
    at = end;
  }
  return parts.join(' ');
}

export interface Metric {
  budget: number;
  /** Series that count the bad, the good or all events. */
  bad?: string;
  good?: string;
  all?: string;
}

/** Series of the metric as promtool reads them. */
export function seriesOf({ budget, bad, good, all }: Metric) {
  const failed = shapes(budget).map(s => Math.round(s * EVENTS));
  const values = {
    bad: failed,
    good: failed.map(count => EVENTS - count),
    all: failed.map(() => EVENTS),
  };
  return Object.entries({ bad, good, all }).flatMap(([kind, series]) =>
    series === undefined
      ? []
      : [{ series, values: counter(values[kind as keyof typeof values]) }],
  );
}
