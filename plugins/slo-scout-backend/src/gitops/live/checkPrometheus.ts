import type {
  Artifact,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { messageOf } from '../../errors';
import { plainText } from '../../generators/output/plainText';
import type { LoadedGroup, PrometheusClient } from '../../prometheus';
import { compareRules } from './compareRules';

type RuleFile = Pick<Artifact, 'path' | 'content' | 'type'>;

/** Null where no file of the bundle is loaded by Prometheus. */
export async function checkPrometheus(
  bundle: RuleFile[],
  client: PrometheusClient | undefined,
  signal?: AbortSignal,
): Promise<StandingCheck | null> {
  const files = bundle.filter(
    ({ type }) => type === 'recording_rule' || type === 'alert_rule',
  );
  if (files.length === 0) return null;
  if (!client) {
    return unknown('No Prometheus is configured for this environment.');
  }
  try {
    return judge(files, await client.rules(signal));
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
