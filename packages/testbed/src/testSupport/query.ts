import { setTimeout as sleep } from 'timers/promises';

type Labels = Record<string, string>;
type Pair = [number, string];

async function ask<Result>(
  url: string,
  expr: string,
  at: Date,
): Promise<Result[]> {
  const form = new URLSearchParams({
    query: expr,
    time: String(at.getTime() / 1000),
  });
  const response = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    body: form,
  });
  const body: { error?: string; data: { result: Result[] } } =
    await response.json();
  if (body.error) {
    throw new Error(body.error);
  }
  return body.data.result;
}

/** Instant query through Prometheus' HTTP API. */
export async function query(
  url: string,
  expr: string,
  at: Date = new Date(),
): Promise<Array<{ metric: Labels; value: number }>> {
  const found = await ask<{ metric: Labels; value: Pair }>(url, expr, at);
  return found.map(({ metric, value }) => ({
    metric,
    value: Number(value[1]),
  }));
}

/** The stored samples of one series: `[unix seconds, value]`. */
export async function storedSamples(
  url: string,
  rangeSelector: string,
): Promise<Array<[number, number]>> {
  const [{ values }] = await ask<{ values: Pair[] }>(
    url,
    rangeSelector,
    new Date(),
  );
  return values.map(([time, value]) => [time, Number(value)]);
}

/** The one sample of an instant query. */
export async function queryOne(
  url: string,
  expr: string,
  at?: Date,
): Promise<number> {
  const samples = await query(url, expr, at);
  if (samples.length !== 1) {
    throw new Error(`${samples.length} samples instead of one for ${expr}`);
  }
  return samples[0].value;
}

/** Tries until it holds. A test that waits for ever is ended by its own time limit. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await sleep(100);
  }
}
