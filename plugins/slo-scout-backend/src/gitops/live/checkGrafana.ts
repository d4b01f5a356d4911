import type {
  Artifact,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { messageOf } from '../../errors';
import { sentence } from '../../sentences';
import { detailsOf, type Finding, quoted } from './Finding';
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
  const findings: Finding[] = [];
  try {
    for (const approved of brought) {
      const found = await client.dashboard(approved.uid, signal);
      findings.push(...differenceOf(approved, found));
    }
    for (const { path, uid } of gone) {
      if (await client.dashboard(uid, signal)) {
        findings.push(
          sentence(
            'standing.dashboard_left',
            { path, uid },
            `${path}: Grafana still has dashboard ${uid}`,
          ),
        );
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    return { state: 'unknown', ...detailsOf([quoted(messageOf(error))]) };
  }
  return {
    state: findings.length === 0 ? 'as_approved' : 'different',
    ...detailsOf(findings),
  };
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
): Finding[] {
  if (!found) {
    return [
      sentence(
        'standing.dashboard_missing',
        { path, uid },
        `${path}: Grafana has no dashboard ${uid} yet`,
      ),
    ];
  }
  return found.description.trim() === description.trim()
    ? []
    : [
        sentence(
          'standing.dashboard_version',
          { path },
          `${path}: Grafana has another version of it`,
        ),
      ];
}
