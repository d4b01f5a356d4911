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
      ...(open.length === 0
        ? []
        : [
            `The dry run of ${open
              .map(run => run.path)
              .join(', ')} is inconclusive: ${open
              .map(run => run.reason ?? 'it was not run')
              .join('; ')}`,
          ]),
      ...unverified.map(file => `${file.path}: ${file.unverified[0]}`),
    ];
    return {
      ok,
      measured: ok,
      source: 'dry run stored with the alert rules, and what verify doubted',
      message: ok ? fineOf(dryRuns.length, files.length) : doubts.join(' '),
    };
  },
};

function fineOf(replays: number, files: number): string {
  if (files === 0) return 'Nothing is added: there is nothing to replay.';
  return replays === 0
    ? 'The bundle has no alerts to replay.'
    : 'Every alert was replayed over its history.';
}
