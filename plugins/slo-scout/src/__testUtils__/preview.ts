import type {
  PreviewedFile,
  PullRequestPreview,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { aDecision } from './fixtures';

export function aNewFile(path: string): PreviewedFile {
  return { path, change: 'added', added_lines: 12, removed_lines: 0 };
}

/** A pull request that is not opened yet. */
export function aPreview(
  over: Partial<PullRequestPreview> = {},
): PullRequestPreview {
  return {
    outcome: 'open',
    kind: 'deploy',
    pr_number: null,
    pr_url: null,
    repo: 'acme/observability-config',
    base_branch: 'main',
    branch_name: 'slo-scout/payments-api-20261123T120500000Z',
    title: 'feat(payments-api): add SLO monitoring',
    body: '## Summary\n\nSLO monitoring of `payments-api`:\n\n- 2 SLOs defined\n',
    commit_message:
      'feat(payments-api): add SLO monitoring\n\nEnvironment: production',
    draft: false,
    labels: ['slo'],
    reviewers: [{ kind: 'team', name: 'acme/sre' }],
    files: [],
    notes: [],
    decision: aDecision(),
    ...over,
  };
}
