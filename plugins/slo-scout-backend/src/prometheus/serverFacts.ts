import { tryParseDuration } from '../promql';

/**
 * What a server says of itself, and how it behaves where that can be asked. A
 * field is undefined where it does not say: proxies and other stores that speak
 * Prometheus' API know only some of it.
 */
export interface ServerFacts {
  version?: string;
  /**
   * Whether a range leaves out the sample at its very beginning, as Prometheus
   * does since version 3. Asked by a query that needs no data, because a version
   * may be that of something else.
   */
  leftOpen?: boolean;
  /** How long the last sample of a series stands for the present. */
  lookbackSeconds?: number;
  /** Of rule groups that name no interval, and of subqueries that name no step. */
  evaluationIntervalSeconds?: number;
  /** How long data is kept, where that is limited by time. */
  retentionSeconds?: number;
}

type Json = Record<string, unknown>;

/** The questions; each may reject. */
export interface FactSource {
  status(what: 'buildinfo' | 'runtimeinfo' | 'flags' | 'config'): Promise<Json>;
  /** Value of an instant query that gives one sample. */
  value(expr: string, time: number): Promise<number | undefined>;
}

/** Four steps of a second hold four samples or five. */
const PROBE = 'count_over_time(vector(1)[4s:1s])';
const PROBE_TIME = 1_700_000_000;

/** Asks everything at once. What cannot be known stays undefined; never rejects. */
export async function readServerFacts(
  source: FactSource,
): Promise<ServerFacts> {
  const [build, runtime, flags, config, probed] = await Promise.all([
    source.status('buildinfo').catch(() => ({} as Json)),
    source.status('runtimeinfo').catch(() => ({} as Json)),
    source.status('flags').catch(() => ({} as Json)),
    source.status('config').catch(() => ({} as Json)),
    source.value(PROBE, PROBE_TIME).catch(() => undefined),
  ]);
  const version = typeof build.version === 'string' ? build.version : undefined;
  return withoutUndefined({
    version,
    leftOpen: leftOpenBy(probed) ?? leftOpenByVersion(version),
    lookbackSeconds: secondsOf(flags['query.lookback-delta']),
    evaluationIntervalSeconds: secondsOf(
      /^global:\n(?:[ #].*\n)*? +evaluation_interval: (\S+)/m.exec(
        String(config.yaml ?? ''),
      )?.[1],
    ),
    // `90d`, `512MB`, or `90d or 512MB`
    retentionSeconds: String(runtime.storageRetention ?? '')
      .split(' or ')
      .map(secondsOf)
      .find(seconds => seconds !== undefined),
  });
}

function leftOpenBy(probed: number | undefined): boolean | undefined {
  if (probed === 4) return true;
  return probed === 5 ? false : undefined;
}

function leftOpenByVersion(version: string | undefined): boolean | undefined {
  return version === undefined ? undefined : /^v?[3-9]\./.test(version);
}

function secondsOf(text: unknown): number | undefined {
  const milliseconds =
    typeof text === 'string' ? tryParseDuration(text) : undefined;
  return milliseconds !== undefined && milliseconds > 0
    ? milliseconds / 1000
    : undefined;
}

function withoutUndefined(facts: ServerFacts): ServerFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  );
}
