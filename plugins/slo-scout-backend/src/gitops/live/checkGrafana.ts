import type {
  Artifact,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { messageOf } from '../../errors';
import { plainText } from '../../generators/output/plainText';
import type { GrafanaClient } from '../../grafana/GrafanaClient';

/**
 * Null where the bundle has no dashboard or Grafana is not asked. A dashboard's
 * description names the SLO revisions and their hashes, so that it tells whether
 * this very version is there; Grafana may rewrite everything else.
 */
export async function checkGrafana(
  dashboards: Array<Pick<Artifact, 'path' | 'content'>>,
  client: GrafanaClient | undefined,
  signal?: AbortSignal,
): Promise<StandingCheck | null> {
  if (!client || dashboards.length === 0) return null;
  const details: string[] = [];
  try {
    for (const { path, content } of dashboards) {
      const approved = JSON.parse(plainText(content)) as {
        uid: string;
        description: string;
      };
      const found = await client.dashboard(approved.uid, signal);
      if (!found) {
        details.push(`${path}: Grafana has no dashboard ${approved.uid} yet`);
      } else if (found.description.trim() !== approved.description.trim()) {
        details.push(`${path}: Grafana has another version of it`);
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
