import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';

/** What a stored dry run came to, for figures over time; the verdict has the rest. */
export async function keepDryRun(
  tx: Knex.Transaction,
  artifactId: string,
  result: DryRunResult,
  at: Date,
): Promise<void> {
  await tx('dry_run_results')
    .insert({
      artifact_id: artifactId,
      at,
      firings: result.historical_trigger_count,
      alerts_per_month: result.alerts_per_month,
      coverage: result.coverage,
    })
    .onConflict(['artifact_id', 'at'])
    .ignore();
}
