import type {
  Artifact,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { messageOf } from '../../errors';
import { plainText } from '../../generators/output/plainText';
import type { GrafanaClient } from '../../grafana/GrafanaClient';

type File = Pick<Artifact, 'path' | 'content' | 'type'>;

/**
 * Null where there is no dashboard or Grafana is not asked. A dashboard's description
 * names the SLO revisions and their hashes, so that it tells whether this very version
 * is there; Grafana may rewrite everything else. One that was taken away must not be
 * there, unless it went over into a file that stands.
 */
export async function checkGrafana(
  files: { brought: File[]; gone: File[]; standing: File[] },
  client: GrafanaClient | undefined,
  signal?: AbortSignal,
): Promise<StandingCheck | null> {
  const brought = dashboardsOf(files.brought);
  const meant = new Set(dashboardsOf(files.standing).map(({ uid }) => uid));
  const gone = dashboardsOf(files.gone).filter(({ uid }) => !meant.has(uid));
  if (!client || brought.length + gone.length === 0) return null;
  const details: string[] = [];
  try {
    for (const approved of brought) {
      const found = await client.dashboard(approved.uid, signal);
      details.push(...differenceOf(approved, found));
    }
    for (const { path, uid } of gone) {
      if (await client.dashboard(uid, signal)) {
        details.push(`${path}: Grafana still has dashboard ${uid}`);
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    return { state: 'unknown', details: [messageOf(error)] };
  }
  return details.length === 0
    ? { state: 'as_approved', details }
    : { state: 'different', details };
}

interface ApprovedDashboard {
  path: string;
  uid: string;
  description: string;
}

function dashboardsOf(files: File[]): ApprovedDashboard[] {
  return files
    .filter(({ type }) => type === 'grafana_dashboard')
    .map(({ path, content }) => ({
      ...(JSON.parse(plainText(content)) as Omit<ApprovedDashboard, 'path'>),
      path,
    }));
}

function differenceOf(
  { path, uid, description }: ApprovedDashboard,
  found: { description: string } | undefined,
): string[] {
  if (!found) return [`${path}: Grafana has no dashboard ${uid} yet`];
  return found.description.trim() === description.trim()
    ? []
    : [`${path}: Grafana has another version of it`];
}
