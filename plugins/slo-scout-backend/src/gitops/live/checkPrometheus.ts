import type {
  Artifact,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { messageOf } from '../../errors';
import { plainText } from '../../generators/output/plainText';
import type { LoadedGroup, PrometheusClient } from '../../prometheus';
import { compareRules, stillLoaded } from './compareRules';

type RuleFile = Pick<Artifact, 'path' | 'content' | 'type'>;

/** Null where no file of the bundle is loaded by Prometheus. */
export async function checkPrometheus(
  bundle: RuleFile[],
  client: PrometheusClient | undefined,
  signal?: AbortSignal,
): Promise<StandingCheck | null> {
  return ask(bundle, client, signal, judge);
}

/** The same of files that were taken away: none of their rules may be loaded. */
export async function checkUnloaded(
  removed: RuleFile[],
  client: PrometheusClient | undefined,
  signal?: AbortSignal,
): Promise<StandingCheck | null> {
  return ask(removed, client, signal, (files, loaded) => {
    const details = files.flatMap(({ content }) =>
      stillLoaded(plainText(content), loaded),
    );
    return details.length === 0
      ? { state: 'as_approved', details }
      : { state: 'different', details };
  });
}

async function ask(
  bundle: RuleFile[],
  client: PrometheusClient | undefined,
  signal: AbortSignal | undefined,
  judgeLoaded: (files: RuleFile[], loaded: LoadedGroup[]) => StandingCheck,
): Promise<StandingCheck | null> {
  const files = bundle.filter(
    ({ type }) => type === 'recording_rule' || type === 'alert_rule',
  );
  if (files.length === 0) return null;
  if (!client) {
    return unknown('No Prometheus is configured for this environment.');
  }
  try {
    return judgeLoaded(files, await client.rules(signal));
  } catch (error) {
    signal?.throwIfAborted();
    return unknown(messageOf(error));
  }
}

function unknown(reason: string): StandingCheck {
  return { state: 'unknown', details: [reason] };
}

function judge(files: RuleFile[], loaded: LoadedGroup[]): StandingCheck {
  const found = files.map(file => ({
    file,
    ...compareRules({ ...file, content: plainText(file.content) }, loaded),
  }));
  const different = found.flatMap(result =>
    result.state === 'different'
      ? [{ path: result.file.path, differences: result.differences }]
      : [],
  );
  if (different.length > 0) {
    return {
      state: 'different',
      details: different.flatMap(({ differences }) => differences),
      paths: different.map(({ path }) => path),
    };
  }
  return found.some(({ state }) => state === 'waiting')
    ? {
        state: 'waiting',
        details: ['The rules are loaded; some were not evaluated yet.'],
      }
    : { state: 'as_approved', details: [] };
}
