import type {
  DryRunFact,
  FileFact,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type Sentence, sentence } from '../../sentences';
import { saying } from './saying';
import type { Invariant } from './types';

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
  const reasons = open.map(run => run.reason ?? 'it was not run');
  return sentence(
    'invariant.not_replayed',
    { files, reasons },
    `The dry run of ${files.join(', ')} is inconclusive: ${reasons.join('; ')}`,
  );
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
