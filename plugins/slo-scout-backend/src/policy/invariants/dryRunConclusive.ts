import type {
  DryRunFact,
  FileFact,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { quoted, type Sentence, sentence, type Words } from '../../sentences';
import { saying } from './saying';
import type { Invariant } from './types';

/** Also of files that were generated without a dry run. */
export const NOT_RUN = sentence('dry_run.not_run', {}, 'it was not run');

export const dryRunConclusive: Invariant = {
  id: 'dry_run_conclusive',
  defaults: { mode: 'warn', limit: true },
  required_override: 'senior_sre_approval',
  check: ({ dry_runs: dryRuns, files }) => {
    const open = dryRuns.filter(run => run.verdict !== 'passed');
    // Without alerts there is no dry run, and rules may still read nothing.
    const unverified = files.filter(file => file.unverified.length > 0);
    const ok = open.length === 0 && unverified.length === 0;
    const doubts = [
      ...(open.length === 0 ? [] : [notReplayed(open)]),
      ...unverified.map(doubted),
    ];
    return {
      ok,
      measured: ok,
      source: 'dry run stored with the alert rules, and what verify doubted',
      ...saying(...(ok ? [fineOf(dryRuns.length, files.length)] : doubts)),
    };
  },
};

function notReplayed(open: DryRunFact[]): Sentence {
  const files = open.map(run => run.path);
  const reasons = open.map(reasonOf);
  return sentence(
    'invariant.not_replayed',
    { files, reasons: reasons.map(quoted) },
    `The dry run of ${files.join(', ')} is inconclusive: ${reasons
      .map(({ text }) => text)
      .join('; ')}`,
  );
}

/** Facts of modules may have none. */
function reasonOf({ reason, reason_coded: coded }: DryRunFact): Words {
  return reason === null ? NOT_RUN : { text: reason, coded };
}

function doubted({ path, unverified: [doubt] }: FileFact): Sentence {
  return sentence(
    'invariant.unverified',
    { file: path, doubt },
    `${path}: ${doubt}`,
  );
}

function fineOf(replays: number, files: number): Sentence {
  if (files === 0) {
    return sentence(
      'invariant.nothing_added',
      {},
      'Nothing is added: there is nothing to replay.',
    );
  }
  return replays === 0
    ? sentence('invariant.no_alerts', {}, 'The bundle has no alerts to replay.')
    : sentence(
        'invariant.replayed',
        {},
        'Every alert was replayed over its history.',
      );
}
