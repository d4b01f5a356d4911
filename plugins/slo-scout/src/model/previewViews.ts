import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';

/** How a file can be looked at; what stands in the address. */
export const PREVIEW_VIEWS = [
  'file',
  'diff',
  'dashboard',
  'runbook',
  'dry-run',
] as const;

export type PreviewView = (typeof PREVIEW_VIEWS)[number];

/** The views that say something about this file, the text itself first. */
export function viewsOf(artifact: Artifact, others: Artifact[]): PreviewView[] {
  return PREVIEW_VIEWS.filter(view => {
    switch (view) {
      case 'dashboard':
        return artifact.type === 'grafana_dashboard';
      case 'runbook':
        return runbookPage(artifact, others) !== undefined;
      case 'dry-run':
        return artifact.dry_run_result !== null;
      default:
        return true;
    }
  });
}

/** The view that an address asks for; the text where it does not apply. */
export function viewFrom(
  asked: string | null,
  views: PreviewView[],
): PreviewView {
  return views.find(view => view === asked) ?? 'file';
}

/** A runbook as a page for people: the file itself, or the one generated beside it. */
export function runbookPage(
  artifact: Artifact,
  others: Artifact[],
): Artifact | undefined {
  if (artifact.type !== 'runbook') return undefined;
  if (artifact.path.endsWith('.md')) return artifact;
  const page = artifact.path.replace(/\.ya?ml$/, '.md');
  const beside = others.filter(
    other => other.path === page && other.environment === artifact.environment,
  );
  return (
    beside.find(other => other.generation_id === artifact.generation_id) ??
    beside[0]
  );
}
