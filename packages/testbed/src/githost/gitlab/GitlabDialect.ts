import {
  AnswerChange,
  ApiDialect,
  ApiError,
  ApiRequest,
  ApiResponse,
} from '../api/types';
import { isObject } from '../github/openApiSchema';
import { ContractViolations } from '../api/ContractViolations';
import { Forge } from '../forge/Forge';
import { type Collaborators, ForgeError } from '../forge/types';
import { GitlabRoute, gitlabRoutes } from './handlers';
import { GitlabShapes } from './shapes';

interface CompiledRoute extends GitlabRoute {
  method: string;
  pattern: RegExp;
}

const STATUS: Record<ForgeError['reason'], number> = {
  not_found: 404,
  invalid_head: 400,
  invalid_base: 400,
  already_exists: 409,
  no_commits: 400,
  not_mergeable: 405,
  not_open: 405,
  head_modified: 409,
};

/** GitLab's REST API v4, as far as providers and URL readers use it. @internal */
export class GitlabDialect implements ApiDialect {
  readonly kind = 'gitlab';
  readonly #routes: CompiledRoute[];

  constructor(
    private readonly options: {
      shapes: GitlabShapes;
      forge: Forge;
      violations: ContractViolations;
      apiUrl: string;
      token: string;
      /** Of OAuth: only as a bearer, as GitLab takes it. */
      oauthToken?: string;
      collaborators: Collaborators;
    },
  ) {
    const { shapes, forge, apiUrl, collaborators } = options;
    const routes = Object.entries(
      gitlabRoutes(shapes, forge, apiUrl, collaborators.users),
    );
    this.#routes = routes.map(([route, rest]) => {
      const [method, path] = route.split(' ');
      // Ids, branches and paths arrive as one encoded segment.
      const source = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
      return { method, pattern: new RegExp(`^${source}$`), ...rest };
    });
  }

  async handle(
    request: Omit<ApiRequest, 'params'>,
    change: AnswerChange,
  ): Promise<ApiResponse> {
    this.#authenticate(request);
    for (const route of this.#routes) {
      const groups = route.pattern.exec(request.path)?.groups;
      if (route.method !== request.method || !groups) continue;
      const params = Object.fromEntries(
        Object.entries(groups).map(([k, v]) => [k, decodeURIComponent(v)]),
      );
      const response = await this.#answer(route, { ...request, params });
      return response.raw
        ? response
        : { ...response, json: change(response.json) };
    }
    const name = `${request.method} ${request.path}`;
    this.options.violations.add(name, [
      'the Git host does not serve this call',
    ]);
    throw new ApiError(500, { message: `The Git host does not serve ${name}` });
  }

  errorBody(status: number, message: string): unknown {
    return { message: `${status} ${message}` };
  }

  #authenticate({ method, headers }: Omit<ApiRequest, 'params'>): void {
    const bearer = headers.authorization?.replace(/^bearer /i, '');
    const given = headers['private-token'] ?? bearer;
    if (given === undefined && method === 'GET') return;
    const { token, oauthToken } = this.options;
    const isOauth =
      oauthToken !== undefined &&
      bearer === oauthToken &&
      headers['private-token'] === undefined;
    if (given !== token && !isOauth) {
      throw new ApiError(401, { message: '401 Unauthorized' });
    }
  }

  async #answer(route: GitlabRoute, request: ApiRequest): Promise<ApiResponse> {
    try {
      const { id } = request.params;
      const repo = this.options.forge
        .list()
        .find(r => r.fullName === id || String(r.id) === id);
      if (!repo) {
        return { status: 404, json: { message: '404 Project Not Found' } };
      }
      const body = isObject(request.body) ? request.body : {};
      for (const name of route.required ?? []) {
        if (body[name] !== undefined) continue;
        return { status: 400, json: { error: `${name} is missing` } };
      }
      return await route.handle(repo, request);
    } catch (error) {
      if (error instanceof ApiError) {
        return { status: error.status, json: error.json };
      }
      if (error instanceof ForgeError) {
        const status = STATUS[error.reason];
        return { status, json: this.errorBody(status, error.message) };
      }
      throw error;
    }
  }
}
