import type { Invariant } from './types';

export const dryRunConclusive: Invariant = {
  id: 'dry_run_conclusive',
  defaults: { mode: 'warn', limit: true },
  required_override: 'senior_sre_approval',
  check: ({ dry_runs: dryRuns }) => {
    const open = dryRuns.filter(run => run.verdict !== 'passed');
    return {
      ok: open.length === 0,
      measured: open.length === 0,
      source: 'dry run stored with the alert rules',
      message:
        open.length === 0
          ? 'Every alert was replayed over its history.'
          : `The dry run of ${open
              .map(run => run.path)
              .join(', ')} is inconclusive: ${open
              .map(run => run.reason ?? 'it was not run')
              .join('; ')}`,
    };
  },
};
