import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';

/** One line for the log. */
export function describeArtifact(artifact: Artifact): string {
  const dryRun = describeDryRun(artifact);
  return `${artifact.path}: ${artifact.validation_status}${
    dryRun ? ` (${dryRun})` : ''
  }`;
}

/** The result as Markdown, for the page that ends the template. */
export function summarize(artifacts: Artifact[], notes: string[]): string {
  const rows = artifacts.map(
    artifact =>
      `| \`${artifact.path}\` | ${artifact.type} | ${
        artifact.validation_status
      } | ${describeDryRun(artifact) ?? ''} |`,
  );
  return [
    '| File | Type | Validation | Dry run |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(notes.length > 0 ? ['', ...notes.map(note => `- ${note}`)] : []),
  ].join('\n');
}

function describeDryRun({ dry_run_result: result }: Artifact) {
  if (!result) {
    return undefined;
  }
  if (result.verdict === 'inconclusive') {
    return `inconclusive: ${result.reason ?? 'no reason given'}`;
  }
  const { historical_trigger_count: count, range_days: days } = result;
  return `${count} ${count === 1 ? 'alert' : 'alerts'} in ${days} d`;
}
