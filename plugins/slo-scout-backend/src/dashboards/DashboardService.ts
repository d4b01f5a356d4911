import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  type Artifact,
  type DashboardData,
  type DashboardPanel,
  type DashboardRange,
  SLO_SCOUT_ANNOTATIONS,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { ApprovalService } from '../artifacts/ApprovalService';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import type { DeployedArtifacts } from '../artifacts/DeployedArtifacts';
import type { EntityDirectory } from '../catalog/EntityDirectory';
import { plainText } from '../generators/output/plainText';
import {
  type LoadedGroup,
  type PrometheusClient,
  PrometheusError,
  type PrometheusInstances,
} from '../prometheus';
import { isRecorded, recordedSeries } from '../prometheus/recordedSeries';
import {
  readRuleFile,
  type RecordingRule,
  RuleFileError,
} from '../validators/dryRun';
import { asksForUnloadedAlerts } from './alertsLoaded';
import { PanelReader, type Ticks } from './PanelReader';
import { panelTable } from './panelTable';
import {
  DashboardUnreadable,
  readDashboard,
  type StoredDashboard,
  type StoredPanel,
} from './readDashboard';
import { builtIns } from './variables';

const HOUR = 3600;
/** The shortest step. Seconds. */
const FINEST = 15;

/** Seconds: at most 300 points for each line, and steps that people can name. */
const RANGES: Record<DashboardRange, { seconds: number; step: number }> = {
  '1h': { seconds: HOUR, step: FINEST },
  '6h': { seconds: 6 * HOUR, step: 90 },
  '24h': { seconds: 24 * HOUR, step: 300 },
  '7d': { seconds: 7 * 24 * HOUR, step: 2100 },
  '30d': { seconds: 30 * 24 * HOUR, step: 9000 },
};

/** Of one dashboard; each may have several queries. */
const MAX_PANELS = 100;
/** For all queries of a dashboard together. */
const DEADLINE_MS = 45_000;

interface Dependencies {
  approvals: ApprovalService;
  artifacts: ArtifactStore;
  deployed: DeployedArtifacts;
  entities: EntityDirectory;
  prometheus: PrometheusInstances;
  now: () => Date;
}

/** A generated dashboard, drawn before Grafana has it. */
export class DashboardService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Runs the dashboard's own queries, for whoever may read the artifact. A query
   * that fails says so in its place. Rejects with `InputError` where there is no
   * dashboard to draw, or no Prometheus to ask.
   */
  async read(
    request: { id: string; range: DashboardRange },
    credentials: BackstageCredentials,
    waited: AbortSignal,
  ): Promise<DashboardData> {
    const artifact = await this.#deps.approvals.get(request.id, credentials);
    const dashboard = dashboardOf(artifact);
    const client = await this.#clientFor(artifact, credentials);
    const { seconds, step } = RANGES[request.range];
    const now = this.#deps.now().getTime() / 1000;
    // To the present in long ranges, too, where a step takes hours.
    const end = Math.floor(now / FINEST) * FINEST;
    const ticks = { start: end - seconds, end, step };
    const signal = AbortSignal.any([waited, AbortSignal.timeout(DEADLINE_MS)]);
    const drawn = dashboard.panels.slice(0, MAX_PANELS);
    const [recordings, groups] = await Promise.all([
      this.#recordingsFor(artifact),
      loadedGroups(client, signal),
    ]);
    const reader = new PanelReader({
      ...{ client, recordings, ticks, signal },
      othersRecord: recordOthers(groups, recordings),
      variables: { ...dashboard.variables, ...builtIns(seconds, step) },
    });
    const panels = await Promise.all(
      drawn.map(panel => readPanel(panel, reader, groups)),
    );
    // Nobody waits any longer: an answer full of errors would help nobody.
    waited.throwIfAborted();
    return {
      title: dashboard.title,
      ...timesOf(ticks),
      panels,
      panels_left_out: dashboard.panels.length - drawn.length,
    };
  }

  async #clientFor(
    { entity_ref: ref, environment }: Artifact,
    credentials: BackstageCredentials,
  ): Promise<PrometheusClient> {
    const entity = await this.#deps.entities.get(ref, credentials);
    const client = this.#deps.prometheus.find(
      environment,
      entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
    );
    if (client) return client;
    throw new InputError(
      `No Prometheus is configured for ${environment} (sloScout.prometheus), so there is no data to draw.`,
    );
  }

  /** What was generated with the dashboard; where that was it alone, what is deployed. */
  async #recordingsFor(artifact: Artifact): Promise<RecordingRule[]> {
    const { artifacts, deployed } = this.#deps;
    const together = await artifacts.list({
      generation_id: artifact.generation_id,
    });
    const ofRun = together.flatMap(recordingsIn);
    if (ofRun.length > 0) return ofRun;
    return (await deployed.at(artifact)).flatMap(recordingsIn);
  }
}

function dashboardOf({ type, path, content }: Artifact): StoredDashboard {
  if (type !== 'grafana_dashboard') {
    throw new InputError(`${path} is no dashboard.`);
  }
  try {
    return readDashboard(content);
  } catch (error) {
    if (!(error instanceof DashboardUnreadable)) throw error;
    throw new InputError(`${path} cannot be drawn: ${error.message}.`);
  }
}

function recordingsIn({ type, content }: Artifact): RecordingRule[] {
  if (type !== 'recording_rule') return [];
  try {
    return readRuleFile(plainText(content)).recordings;
  } catch (error) {
    // promtool has said so on the file itself.
    if (error instanceof RuleFileError) return [];
    throw error;
  }
}

/**
 * Whether the rules that are loaded are known not to be these: those of an earlier
 * revision record under the same names. A store without rules says nothing.
 */
function recordOthers(
  groups: LoadedGroup[] | undefined,
  recordings: RecordingRule[],
): boolean {
  return (
    groups !== undefined &&
    groups.length > 0 &&
    !isRecorded(recordings, recordedSeries(groups))
  );
}

/** Undefined where the server does not tell: then nothing is said of alerts. */
async function loadedGroups(
  client: PrometheusClient,
  signal: AbortSignal,
): Promise<LoadedGroup[] | undefined> {
  try {
    return await client.rules(signal);
  } catch (error) {
    if (error instanceof PrometheusError || signal.aborted) return undefined;
    throw error;
  }
}

async function readPanel(
  { queries, shape, ...panel }: StoredPanel,
  reader: PanelReader,
  groups: LoadedGroup[] | undefined,
): Promise<DashboardPanel> {
  const targets = await Promise.all(queries.map(query => reader.read(query)));
  return {
    ...panel,
    targets,
    ...(panel.type === 'table' ? { table: panelTable(targets, shape) } : {}),
    alerts_not_loaded:
      groups !== undefined &&
      targets.some(({ expr }) => asksForUnloadedAlerts(expr, groups)),
  };
}

function timesOf({ start, end, step }: Ticks) {
  return {
    start: new Date(start * 1000).toISOString(),
    end: new Date(end * 1000).toISOString(),
    step_seconds: step,
  };
}
