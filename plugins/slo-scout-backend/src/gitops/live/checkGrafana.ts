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
  return ask(
    dashboards,
    client,
    signal,
    ({ path, uid, description }, found) => {
      if (!found) return `${path}: Grafana has no dashboard ${uid} yet`;
      return found.description.trim() === description.trim()
        ? undefined
        : `${path}: Grafana has another version of it`;
    },
  );
}

/** The same of dashboards that were taken away. */
export async function checkGrafanaGone(
  removed: Array<Pick<Artifact, 'path' | 'content'>>,
  client: GrafanaClient | undefined,
  signal?: AbortSignal,
): Promise<StandingCheck | null> {
  return ask(removed, client, signal, ({ path, uid }, found) =>
    found ? `${path}: Grafana still has dashboard ${uid}` : undefined,
  );
}

interface ApprovedDashboard {
  path: string;
  uid: string;
  description: string;
}

async function ask(
  dashboards: Array<Pick<Artifact, 'path' | 'content'>>,
  client: GrafanaClient | undefined,
  signal: AbortSignal | undefined,
  differenceOf: (
    approved: ApprovedDashboard,
    found: { description: string } | undefined,
  ) => string | undefined,
): Promise<StandingCheck | null> {
  if (!client || dashboards.length === 0) return null;
  const details: string[] = [];
  try {
    for (const { path, content } of dashboards) {
      const approved = {
        ...(JSON.parse(plainText(content)) as Omit<ApprovedDashboard, 'path'>),
        path,
      };
      const found = await client.dashboard(approved.uid, signal);
      const difference = differenceOf(approved, found);
      if (difference !== undefined) details.push(difference);
    }
  } catch (error) {
    signal?.throwIfAborted();
    return { state: 'unknown', details: [messageOf(error)] };
  }
  return details.length === 0
    ? { state: 'as_approved', details }
    : { state: 'different', details };
}
