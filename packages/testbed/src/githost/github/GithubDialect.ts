import {
  AnswerChange,
  ApiDialect,
  ApiError,
  ApiRequest,
  ApiResponse,
} from '../api/types';
import { ContractViolations } from '../api/ContractViolations';
import { Forge } from '../forge/Forge';
import { HostedRepository } from '../forge/HostedRepository';
import { type Collaborators, ForgeError } from '../forge/types';
import { githubError, githubErrorBody, notFound } from './errors';
import { GithubContract, Operation } from './GithubContract';
import { type GithubApp, GithubApps } from './GithubApps';
import { gitDataHandlers } from './gitDataHandlers';
import { pullRequestHandlers } from './pullRequestHandlers';
import { repositoryHandlers } from './repositoryHandlers';
import { GithubShapes } from './shapes';

interface Route {
  operation: Operation;
  handle: (request: ApiRequest) => Promise<ApiResponse>;
  /** Whether it has credentials of its own. */
  ofApp: boolean;
}

type RepositoryHandler = (
  repo: HostedRepository,
  request: ApiRequest,
) => Promise<ApiResponse>;

/** GitHub's REST API; every request and answer is held against its description. @internal */
export class GithubDialect implements ApiDialect {
  readonly kind = 'github';

  private constructor(
    private readonly contract: GithubContract,
    private readonly routes: Route[],
    private readonly violations: ContractViolations,
    private readonly token: string,
    private readonly apps: GithubApps,
  ) {}

  static async create(options: {
    shapes: GithubShapes;
    forge: Forge;
    violations: ContractViolations;
    token: string;
    collaborators: Collaborators;
    app?: GithubApp;
  }): Promise<GithubDialect> {
    const { shapes, forge, violations, token, collaborators } = options;
    const contract = await GithubContract.load();
    const apps = new GithubApps(options.app, shapes);
    const handlers: Record<string, RepositoryHandler> = {
      ...repositoryHandlers(shapes),
      ...gitDataHandlers(shapes),
      ...pullRequestHandlers(shapes, forge, collaborators),
    };
    const routes = [
      ...Object.entries(handlers).map(([route, handle]) => ({
        operation: contract.operation(route),
        handle: onRepository(forge, handle),
        ofApp: false,
      })),
      ...Object.entries(apps.handlers()).map(([route, handle]) => ({
        operation: contract.operation(route),
        handle,
        ofApp: true,
      })),
    ];
    return new GithubDialect(contract, routes, violations, token, apps);
  }

  async handle(
    request: Omit<ApiRequest, 'params'>,
    change: AnswerChange,
  ): Promise<ApiResponse> {
    const name = `${request.method} ${request.path}`;
    const matched = this.#match(request);
    if (!matched) {
      this.violations.add(name, ['the Git host does not serve this call']);
      throw githubError(500, `The Git host does not serve ${name}`);
    }
    const { operation, handle } = matched.route;
    if (!matched.route.ofApp) this.#authenticate(request);
    const problems = this.contract.checkRequest(
      operation,
      request.query,
      request.body,
    );
    if (problems.length > 0) {
      this.violations.add(`request ${name}`, problems);
      throw githubError(500, `Outside GitHub's API: ${problems.join('; ')}`);
    }

    const response = await this.#answer(handle, {
      ...request,
      params: matched.params,
    });
    if (!response.raw) response.json = change(response.json);
    this.#checkResponse(name, operation, response);
    return response;
  }

  errorBody(status: number, message: string): unknown {
    return githubErrorBody(status, message);
  }

  #match(request: Omit<ApiRequest, 'params'>) {
    for (const route of this.routes) {
      if (route.operation.method !== request.method) continue;
      const match = route.operation.pattern.exec(request.path);
      if (!match) continue;
      const params = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([k, v]) => [
          k,
          decodeURIComponent(v),
        ]),
      );
      return { route, params };
    }
    return undefined;
  }

  // Anyone may read; a wrong token is refused everywhere, as on github.com.
  #authenticate({ method, headers }: Omit<ApiRequest, 'params'>): void {
    const given = headers.authorization;
    if (!given) {
      if (method === 'GET') return;
      throw githubError(401, 'Requires authentication');
    }
    const token = given.replace(/^(token|bearer) /i, '');
    if (token !== this.token && !this.apps.accepts(token)) {
      throw githubError(401, 'Bad credentials');
    }
  }

  async #answer(
    handle: Route['handle'],
    request: ApiRequest,
  ): Promise<ApiResponse> {
    try {
      return await handle(request);
    } catch (error) {
      if (error instanceof ApiError) {
        return { status: error.status, json: error.json };
      }
      if (error instanceof ForgeError) {
        const { status, json } = notFound();
        return { status, json };
      }
      throw error;
    }
  }

  #checkResponse(name: string, operation: Operation, response: ApiResponse) {
    if (response.raw) return;
    const { status, json } = response;
    const problems = this.contract.checkResponse(operation, status, json);
    if (problems.length === 0) return;
    this.violations.add(`response ${status} of ${name}`, problems);
    throw githubError(500, `Outside GitHub's API: ${problems.join('; ')}`);
  }
}

function onRepository(
  forge: Forge,
  handle: RepositoryHandler,
): Route['handle'] {
  return async request => {
    const { owner, repo: name } = request.params;
    const repo = forge.find(`${owner}/${name}`);
    if (!repo) throw notFound();
    return handle(repo, request);
  };
}
