import { NotFoundError } from '@backstage/errors';
import type {
  AuditEntry,
  BacktestRequest,
  Deployment,
  DeploymentDrift,
  DeployRequest,
  DocumentRequest,
  ListAuditRequest,
  Removal,
  MetricLookup,
  RequestOptions,
  Slo,
  SloFeasibility,
  SloMeasurement,
  SloScoutApi,
  WhatIfRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { aDecision, aDeployment, anAuditEntry, aSlo } from './fixtures';
import { type ArtifactWorld, InMemoryArtifacts } from './InMemoryArtifacts';
import {
  answerCheck,
  answerHistory,
  answerLookup,
  theTemplates,
} from './definition';
import { aNewFile, aPreview } from './preview';
import { answerBacktest, answerWhatIf } from './replays';

/** What the backend holds before the first request. */
export interface World extends ArtifactWorld {
  slos?: Slo[];
  feasibility?: SloFeasibility[];
  measurements?: SloMeasurement[];
  deployments?: Deployment[];
  removals?: Removal[];
  audit?: AuditEntry[];
}

/** The backend as the browser sees it, for component tests and the dev page. */
export class InMemorySloScout extends InMemoryArtifacts implements SloScoutApi {
  slos: Slo[];
  feasibility: SloFeasibility[];
  measurements: SloMeasurement[];
  deployments: Deployment[];
  removals: Removal[];
  audit: AuditEntry[];
  /** SLOs whose history was asked for. */
  readonly #fetched = new Set<string>();

  constructor(world: World = {}) {
    super(world);
    this.slos = world.slos ?? [];
    this.feasibility = world.feasibility ?? [];
    this.measurements = world.measurements ?? [];
    this.deployments = world.deployments ?? [];
    this.removals = world.removals ?? [];
    this.audit = world.audit ?? [];
  }

  async listSlos() {
    return { slos: this.slos };
  }

  async createSlos(request: { document: string }) {
    const name = /name: *([\w.-]+)/.exec(request.document)?.[1] ?? 'slo';
    const before = this.slos.find(slo => slo.name === name);
    const { document } = request;
    const draft = aSlo({
      name,
      document,
      status: 'draft',
      revision: (before?.revision ?? 0) + 1,
      decided_at: undefined,
      decided_by: undefined,
    });
    const slo = before ? { ...before, draft } : draft;
    this.slos = [...this.slos.filter(other => other !== before), slo];
    return { slos: [slo], warnings: [] as string[] };
  }

  async checkDocument({ document }: DocumentRequest, _?: RequestOptions) {
    return answerCheck(document);
  }

  async documentHistory({ document }: DocumentRequest, _?: RequestOptions) {
    return answerHistory(document);
  }

  async sloTemplates() {
    return theTemplates();
  }

  async lookUpMetrics(request: MetricLookup, _?: RequestOptions) {
    return answerLookup(request);
  }

  async getOpenSlo({ id }: { id: string }) {
    const slo = this.slos.find(s => s.id === id);
    if (!slo) throw new NotFoundError(`SLO ${id}`);
    return slo.document;
  }

  async decideSlo({
    id,
    action,
  }: {
    id: string;
    action: 'approve' | 'retire';
  }) {
    const slo = this.slos.find(s => s.id === id);
    if (!slo) throw new NotFoundError(`SLO ${id}`);
    const decided: Slo = {
      ...slo,
      ...(action === 'approve' ? slo.draft : {}),
      id,
      draft: undefined,
      status: action === 'approve' ? 'approved' : 'retired',
    };
    this.slos = this.slos.map(s => (s.id === id ? decided : s));
    return { slo: decided };
  }

  async getFeasibility() {
    return { feasibility: this.feasibility };
  }

  async getMeasurements() {
    return { measurements: this.measurements };
  }

  async whatIf({ slo_id, changes }: WhatIfRequest, _?: RequestOptions) {
    const slo = this.slos.find(s => s.id === slo_id);
    if (!slo) throw new NotFoundError(`SLO ${slo_id}`);
    const queries = this.#fetched.has(slo_id) ? 0 : 6;
    this.#fetched.add(slo_id);
    return answerWhatIf(slo, changes, queries);
  }

  async backtest(request: BacktestRequest, _?: RequestOptions) {
    return answerBacktest(request, this.slos);
  }

  async rebaseDeployment({ id }: { id: string }) {
    const former = this.deployments.find(d => d.deployment_id === id);
    return this.deploy({
      artifact_ids: former?.artifact_ids ?? [],
      environment: former?.environment ?? '',
    });
  }

  async getDeploymentDrift({ id }: { id: string }) {
    const drift: DeploymentDrift = {
      deployment_id: id,
      files: [],
      ...{ files_left_out: 0, loaded: null, dashboards: null },
    };
    return { drift };
  }

  async adoptDeploymentDrift(_: { id: string }) {
    return { slos: this.slos };
  }

  async rollBackDeployment(request: { id: string }) {
    return this.rebaseDeployment(request);
  }

  async restoreDeployment(request: { id: string }) {
    return this.rebaseDeployment(request);
  }

  async previewPullRequest(request: DeployRequest) {
    const files = this.artifacts.filter(({ id }) =>
      request.artifact_ids.includes(id),
    );
    return {
      preview: aPreview({ files: files.map(({ path }) => aNewFile(path)) }),
    };
  }

  async deploy(request: DeployRequest) {
    const deployment = aDeployment({ artifact_ids: request.artifact_ids });
    this.deployments = [deployment];
    this.change(request.artifact_ids, {
      deployment_status: 'pending_pr',
      pr_url: deployment.pr_url,
    });
    return {
      deployment_id: deployment.deployment_id,
      pr_url: deployment.pr_url,
      pr_number: deployment.pr_number,
      branch_name: deployment.branch_name,
      artifacts_included: this.artifacts.map(a => a.path),
    };
  }

  async listRemovals() {
    return { removals: this.removals };
  }

  async evaluateRemoval(_: { artifact_ids: string[] }) {
    return { decision: aDecision() };
  }

  async openRemoval({ artifact_ids: ids }: { artifact_ids: string[] }) {
    const [removal] = this.removals;
    const deployment = aDeployment({
      ...{ kind: 'removal', artifact_ids: [] },
      removed_paths: removal.files.map(({ path }) => path),
    });
    this.deployments = [deployment];
    this.removals = this.removals.map(other =>
      other.files.some(({ artifact_id: id }) => ids.includes(id))
        ? { ...other, under_way: deployment.deployment_id }
        : other,
    );
    return {
      deployment_id: deployment.deployment_id,
      pr_url: deployment.pr_url,
      pr_number: deployment.pr_number,
      branch_name: deployment.branch_name,
      artifacts_included: [] as string[],
      removed: deployment.removed_paths,
    };
  }

  async listDeployments() {
    return { deployments: this.deployments };
  }

  async getDeployment({ id }: { id: string }) {
    const deployment = this.deployments.find(d => d.deployment_id === id);
    if (!deployment) throw new NotFoundError(`No deployment ${id}`);
    return { deployment };
  }

  async listAudit(request: ListAuditRequest) {
    const { action, actor, from, to, before, limit = 100 } = request;
    const at = (time: string) => new Date(time).getTime();
    const entries = this.audit
      .filter(e => actor === undefined || e.actor === actor)
      .filter(e => from === undefined || at(e.occurred_at) >= at(from))
      .filter(e => to === undefined || at(e.occurred_at) < at(to))
      .filter(e => action === undefined || e.action === action)
      .filter(e => before === undefined || e.seq < before)
      .sort((a, b) => b.seq - a.seq);
    return { entries: entries.slice(0, limit) };
  }

  async verifyAudit() {
    return {
      ok: true,
      entries: this.audit.length,
      head_hash: anAuditEntry(1).hash,
    };
  }

  async exportAudit() {
    return this.audit.map(entry => JSON.stringify(entry)).join('\n');
  }

  async getCapabilities() {
    return this.capabilities;
  }
}
