import type { Invariant } from './types';

export const dryRunConclusive: Invariant = {
  id: 'dry_run_conclusive',
  defaults: { mode: 'warn', limit: true },
  required_override: 'senior_sre_approval',
  check: ({ dryRuns }) => {
    const open = dryRuns.filter(run => run.result?.verdict !== 'passed');
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
              .map(run => run.result?.reason ?? 'it was not run')
              .join('; ')}`,
    };
  },
};
