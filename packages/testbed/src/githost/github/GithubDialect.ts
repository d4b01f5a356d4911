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
import { gitDataHandlers } from './gitDataHandlers';
import { pullRequestHandlers } from './pullRequestHandlers';
import { repositoryHandlers } from './repositoryHandlers';
import { GithubShapes } from './shapes';

interface Route {
  operation: Operation;
  handle: (repo: HostedRepository, request: ApiRequest) => Promise<ApiResponse>;
}

/** GitHub's REST API; every request and answer is held against its description. @internal */
export class GithubDialect implements ApiDialect {
  readonly kind = 'github';

  private constructor(
    private readonly contract: GithubContract,
    private readonly routes: Route[],
    private readonly forge: Forge,
    private readonly violations: ContractViolations,
    private readonly token: string,
  ) {}

  static async create(options: {
    shapes: GithubShapes;
    forge: Forge;
    violations: ContractViolations;
    token: string;
    collaborators: Collaborators;
  }): Promise<GithubDialect> {
    const { shapes, forge, violations, token, collaborators } = options;
    const contract = await GithubContract.load();
    const handlers = {
      ...repositoryHandlers(shapes),
      ...gitDataHandlers(shapes),
      ...pullRequestHandlers(shapes, forge, collaborators),
    };
    const routes = Object.entries(handlers).map(([route, handle]) => ({
      operation: contract.operation(route),
      handle,
    }));
    return new GithubDialect(contract, routes, forge, violations, token);
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
    this.#authenticate(request);
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
      const groups = route.operation.pattern.exec(request.path)?.groups;
      if (!groups) continue;
      const params = Object.fromEntries(
        Object.entries(groups).map(([k, v]) => [k, decodeURIComponent(v)]),
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
    if (given.replace(/^(token|bearer) /i, '') !== this.token) {
      throw githubError(401, 'Bad credentials');
    }
  }

  async #answer(
    handle: Route['handle'],
    request: ApiRequest,
  ): Promise<ApiResponse> {
    try {
      const { owner, repo: name } = request.params;
      const repo = this.forge.find(`${owner}/${name}`);
      if (!repo) throw notFound();
      return await handle(repo, request);
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
