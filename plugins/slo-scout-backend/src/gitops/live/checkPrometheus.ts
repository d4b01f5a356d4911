import type {
  Artifact,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { messageOf } from '../../errors';
import { plainText } from '../../generators/output/plainText';
import type { LoadedGroup } from '../../prometheus';
import { sentence } from '../../sentences';
import { both } from './checkRepository';
import { compareRules, stillLoaded } from './compareRules';
import { detailsOf, type Finding, quoted } from './Finding';
import type { RulesSource } from './LoadedRules';

type RuleFile = Pick<Artifact, 'path' | 'content' | 'type'>;

/** Rule files of a service, as far as a deployment answers for them. */
export interface RuleFiles {
  brought: RuleFile[];
  /** None of their rules may be loaded. */
  gone: RuleFile[];
  /** Files that stand beside; a rule of theirs may be loaded although it was in `gone`. */
  standing: RuleFile[];
}

/** Null where no file is one that Prometheus loads. */
export async function checkPrometheus(
  files: RuleFiles,
  rules: RulesSource,
  signal?: AbortSignal,
): Promise<StandingCheck | null> {
  const brought = files.brought.filter(isRuleFile);
  const gone = files.gone.filter(isRuleFile);
  if (brought.length === 0 && gone.length === 0) return null;
  if (typeof rules !== 'function') return unknown(rules);
  try {
    const loaded = await rules();
    return both(
      brought.length > 0 ? judge(brought, loaded) : null,
      judgeGone(gone, files.standing.filter(isRuleFile), loaded),
    );
  } catch (error) {
    signal?.throwIfAborted();
    return unknown(quoted(messageOf(error)));
  }
}

function isRuleFile({ type }: RuleFile): boolean {
  return type === 'recording_rule' || type === 'alert_rule';
}

function judgeGone(
  gone: RuleFile[],
  standing: RuleFile[],
  loaded: LoadedGroup[],
): StandingCheck {
  const meant = standing.map(({ content }) => plainText(content));
  const left = gone.flatMap(({ content }) =>
    stillLoaded(plainText(content), loaded, meant),
  );
  return {
    state: left.length === 0 ? 'as_approved' : 'different',
    ...detailsOf(left),
  };
}

function unknown(reason: Finding): StandingCheck {
  return { state: 'unknown', ...detailsOf([reason]) };
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
      ...detailsOf(different.flatMap(({ differences }) => differences)),
      paths: different.map(({ path }) => path),
    };
  }
  return found.some(({ state }) => state === 'waiting')
    ? {
        state: 'waiting',
        ...detailsOf([
          sentence(
            'standing.not_evaluated',
            {},
            'The rules are loaded; some were not evaluated yet.',
          ),
        ]),
      }
    : { state: 'as_approved', details: [] };
}
