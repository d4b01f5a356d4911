import { ResponseError } from '@backstage/errors';
import type { Artifact, PolicyDecision } from '../types';
import type { ListArtifactsRequest } from './ArtifactApi';
import type { ListAuditRequest } from './AuditApi';
import type { DeployRequest, DeployResult } from './DeploymentApi';
import type { GenerateRequest, GenerateResult } from './GenerationApi';
import type { RequestOptions } from './RequestOptions';
import type { SloScoutApi } from './SloScoutApi';

type Query = Record<string, string | number | undefined>;

interface Call {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  options?: RequestOptions;
}

/**
 * {@link SloScoutApi} over HTTP, for browsers and other backend plugins.
 *
 * @public
 */
export class SloScoutClient implements SloScoutApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  listSlos: SloScoutApi['listSlos'] = (request, options) =>
    this.#json('GET', '/v1/slos', { query: request, options });

  createSlos: SloScoutApi['createSlos'] = (request, options) =>
    this.#json('POST', '/v1/slos', { body: request, options });

  checkDocument: SloScoutApi['checkDocument'] = (body, options) =>
    this.#json('POST', '/v1/slos/check', { body, options });

  documentHistory: SloScoutApi['documentHistory'] = (body, options) =>
    this.#json('POST', '/v1/slos/history', { body, options });

  sloTemplates: SloScoutApi['sloTemplates'] = (request, options) =>
    this.#json('GET', '/v1/slos/templates', { query: request, options });

  lookUpMetrics: SloScoutApi['lookUpMetrics'] = (request, options) =>
    this.#json('GET', '/v1/metrics', { query: { ...request }, options });

  getOpenSlo: SloScoutApi['getOpenSlo'] = async ({ id }, options) => {
    const path = `/v1/slos/${encodeURIComponent(id)}/openslo`;
    return (await this.#send('GET', path, { options })).text();
  };

  decideSlo: SloScoutApi['decideSlo'] = ({ id, ...body }, options) =>
    this.#json('PATCH', `/v1/slos/${encodeURIComponent(id)}`, {
      body,
      options,
    });

  getFeasibility: SloScoutApi['getFeasibility'] = (request, options) =>
    this.#json('GET', '/v1/slos/feasibility', { query: request, options });

  getMeasurements: SloScoutApi['getMeasurements'] = (request, options) =>
    this.#json('GET', '/v1/measurements', { query: request, options });

  getOverview: SloScoutApi['getOverview'] = options =>
    this.#json('GET', '/v1/overview', { options });

  listOverviewSlos: SloScoutApi['listOverviewSlos'] = (request, options) =>
    this.#json('GET', '/v1/overview/slos', { query: { ...request }, options });

  listQueue: SloScoutApi['listQueue'] = (request, options) =>
    this.#json('GET', '/v1/overview/queue', { query: { ...request }, options });

  listOverviewDeployments: SloScoutApi['listOverviewDeployments'] = (
    request,
    options,
  ) =>
    this.#json('GET', '/v1/overview/deployments', {
      query: { ...request },
      options,
    });

  whatIf: SloScoutApi['whatIf'] = ({ slo_id: id, ...body }, options) =>
    this.#json('POST', `/v1/slos/${encodeURIComponent(id)}/what-if`, {
      body,
      options,
    });

  backtest: SloScoutApi['backtest'] = (body, options) =>
    this.#json('POST', '/v1/backtests', { body, options });

  generate = (
    request: GenerateRequest,
    options?: RequestOptions,
  ): Promise<GenerateResult> =>
    this.#json('POST', '/v1/artifacts/generate', { body: request, options });

  startGeneration: SloScoutApi['startGeneration'] = (request, options) =>
    this.#json('POST', '/v1/artifacts/generate', {
      body: request,
      headers: { Prefer: 'respond-async' },
      options,
    });

  getGeneration: SloScoutApi['getGeneration'] = ({ id }, options) =>
    this.#json('GET', `/v1/generations/${encodeURIComponent(id)}`, { options });

  cancelGeneration: SloScoutApi['cancelGeneration'] = async (
    { id },
    options,
  ) => {
    await this.#send('DELETE', `/v1/generations/${encodeURIComponent(id)}`, {
      options,
    });
  };

  listArtifacts = (
    request: ListArtifactsRequest,
    options?: RequestOptions,
  ): Promise<{ artifacts: Artifact[] }> =>
    this.#json('GET', '/v1/artifacts', { query: { ...request }, options });

  getArtifact: SloScoutApi['getArtifact'] = ({ id }, options) =>
    this.#json('GET', `/v1/artifacts/${encodeURIComponent(id)}`, { options });

  getDeployedArtifact: SloScoutApi['getDeployedArtifact'] = ({ id }, options) =>
    this.#json('GET', `/v1/artifacts/${encodeURIComponent(id)}/deployed`, {
      options,
    });

  getPanels: SloScoutApi['getPanels'] = ({ id, ...body }, options) =>
    this.#json('POST', `/v1/artifacts/${encodeURIComponent(id)}/panels`, {
      body,
      options,
    });

  decideArtifact: SloScoutApi['decideArtifact'] = ({ id, ...body }, options) =>
    this.#json('PATCH', `/v1/artifacts/${encodeURIComponent(id)}`, {
      body,
      options,
    });

  approveArtifacts: SloScoutApi['approveArtifacts'] = (request, options) =>
    this.#json('POST', '/v1/artifacts/approve', { body: request, options });

  evaluatePolicy: SloScoutApi['evaluatePolicy'] = (request, options) =>
    this.#json('POST', '/v1/policy/evaluate', { body: request, options });

  getPolicy: SloScoutApi['getPolicy'] = (request, options) =>
    this.#json('GET', '/v1/policy', { query: request, options });

  listPolicies: SloScoutApi['listPolicies'] = (request, options) =>
    this.#json('GET', '/v1/policies', { query: request, options });

  putPolicy: SloScoutApi['putPolicy'] = (request, options) =>
    this.#json('PUT', '/v1/policies', { body: request, options });

  shadowPolicy: SloScoutApi['shadowPolicy'] = (request, options) =>
    this.#json('POST', '/v1/policy/shadow', { body: request, options });

  listOverrides: SloScoutApi['listOverrides'] = (request, options) =>
    this.#json('GET', '/v1/policy/overrides', { query: request, options });

  requestOverride: SloScoutApi['requestOverride'] = (request, options) =>
    this.#json('POST', '/v1/policy/overrides', { body: request, options });

  decideOverride: SloScoutApi['decideOverride'] = ({ id, ...body }, options) =>
    this.#json('PATCH', `/v1/policy/overrides/${encodeURIComponent(id)}`, {
      body,
      options,
    });

  deploy = (
    request: DeployRequest,
    options?: RequestOptions,
  ): Promise<DeployResult> =>
    this.#json('POST', '/v1/pr', { body: request, options });

  listRemovals: SloScoutApi['listRemovals'] = (request, options) =>
    this.#json('GET', '/v1/removals', { query: request, options });

  evaluateRemoval: SloScoutApi['evaluateRemoval'] = (request, options) =>
    this.#json('POST', '/v1/removals/evaluate', { body: request, options });

  openRemoval: SloScoutApi['openRemoval'] = (request, options) =>
    this.#json('POST', '/v1/removals', { body: request, options });

  previewPullRequest: SloScoutApi['previewPullRequest'] = (request, options) =>
    this.#json('POST', '/v1/pr/preview', { body: request, options });

  listDeployments: SloScoutApi['listDeployments'] = (request, options) =>
    this.#json('GET', '/v1/deployments', { query: request, options });

  getDeployment: SloScoutApi['getDeployment'] = ({ id }, options) =>
    this.#json('GET', `/v1/deployments/${encodeURIComponent(id)}`, { options });

  rebaseDeployment: SloScoutApi['rebaseDeployment'] = ({ id }, options) =>
    this.#json('POST', `/v1/deployments/${encodeURIComponent(id)}/rebase`, {
      options,
    });

  rollBackDeployment: SloScoutApi['rollBackDeployment'] = ({ id }, options) =>
    this.#json('POST', `/v1/deployments/${encodeURIComponent(id)}/rollback`, {
      options,
    });

  restoreDeployment: SloScoutApi['restoreDeployment'] = ({ id }, options) =>
    this.#json('POST', `/v1/deployments/${encodeURIComponent(id)}/restore`, {
      options,
    });

  getDeploymentDrift: SloScoutApi['getDeploymentDrift'] = ({ id }, options) =>
    this.#json('GET', `/v1/deployments/${encodeURIComponent(id)}/drift`, {
      options,
    });

  adoptDeploymentDrift: SloScoutApi['adoptDeploymentDrift'] = (
    { id },
    options,
  ) =>
    this.#json('POST', `/v1/deployments/${encodeURIComponent(id)}/adopt`, {
      options,
    });

  listAudit = (request: ListAuditRequest, options?: RequestOptions) =>
    this.#json<Awaited<ReturnType<SloScoutApi['listAudit']>>>(
      'GET',
      '/v1/audit',
      { query: { ...request }, options },
    );

  verifyAudit: SloScoutApi['verifyAudit'] = options =>
    this.#json('GET', '/v1/audit/verify', { options });

  exportAudit: SloScoutApi['exportAudit'] = async options =>
    (await this.#send('GET', '/v1/audit/export', { options })).text();

  getCapabilities: SloScoutApi['getCapabilities'] = (request, options) =>
    this.#json('GET', '/v1/capabilities', { query: request, options });

  async #json<T>(method: string, path: string, call: Call): Promise<T> {
    const response = await this.#send(method, path, call);
    return (await response.json()) as T;
  }

  async #send(method: string, path: string, call: Call): Promise<Response> {
    const base = await this.#discoveryApi.getBaseUrl('slo-scout');
    const { options } = call;
    const response = await this.#fetchApi.fetch(
      `${base}${path}${toQueryString(call.query)}`,
      {
        method,
        headers: {
          ...(call.body === undefined
            ? {}
            : { 'Content-Type': 'application/json' }),
          ...(options?.token
            ? { Authorization: `Bearer ${options.token}` }
            : {}),
          ...call.headers,
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        signal: options?.signal,
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function toQueryString(query: Query | undefined): string {
  const given = Object.entries(query ?? {}).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}`;
}

function bodyOf(error: unknown): Record<string, unknown> {
  return error instanceof ResponseError
    ? (error.body as unknown as Record<string, unknown>)
    : {};
}

/** The artifacts of a refused generation, with their verdicts. @public */
export function failedArtifacts(error: unknown): Artifact[] | undefined {
  return bodyOf(error).artifacts as Artifact[] | undefined;
}

/** What the generation that was refused has to say beside its verdicts. @public */
export function failedNotes(error: unknown): string[] {
  return (bodyOf(error).notes as string[] | undefined) ?? [];
}

/** The decision that refused an approval or a deployment. @public */
export function policyViolation(error: unknown): PolicyDecision | undefined {
  return bodyOf(error).decision as PolicyDecision | undefined;
}

/** One fault of a refused document or body. @public */
export interface FaultDetail {
  /** Where: `document[0].spec.objectives[1].target`, or a field of the body. */
  path: string;
  message: string;
}

/** Every fault of a refused request. @public */
export function faultDetails(error: unknown): FaultDetail[] {
  return (bodyOf(error).details as FaultDetail[] | undefined) ?? [];
}
