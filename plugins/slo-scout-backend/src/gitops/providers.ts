import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { GithubProvider } from './githubProvider';
import { GitlabProvider } from './gitlabProvider';
import { DEFAULT_RETRY_POLICY, RetryPolicy } from './retry';
import type { GitOpsTarget, GitProvider } from './types';

/** The Git hosts behind the targets. */
export interface GitProviders {
  forTarget(target: GitOpsTarget): GitProvider;
}

/** Providers with the credentials of Backstage's integrations. */
export function createGitProviders(options: {
  config: Config;
  logger: LoggerService;
  /** Only tests change when to wait. */
  policy?: Partial<RetryPolicy>;
}): GitProviders {
  const { config, logger } = options;
  const policy = { ...DEFAULT_RETRY_POLICY, ...options.policy };
  const integrations = ScmIntegrations.fromConfig(config);
  const github =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const gitlab =
    DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
  const known = new Map<string, GitProvider>();

  const create = (target: GitOpsTarget): GitProvider => {
    const { provider, host } = target;
    const places = target;
    if (provider === 'github') {
      const { config: integration } =
        integrations.github.byHost(host) ?? missing(target);
      const credentials = github;
      return new GithubProvider({
        ...{ integration, credentials, places, logger, policy },
      });
    }
    const { config: integration } =
      integrations.gitlab.byHost(host) ?? missing(target);
    const credentials = gitlab;
    return new GitlabProvider({ integration, credentials, places, policy });
  };

  return {
    forTarget(target) {
      const provider = known.get(target.name) ?? create(target);
      known.set(target.name, provider);
      return provider;
    },
  };
}

function missing({ name, provider, host }: GitOpsTarget): never {
  throw new InputError(
    `Target ${name}: integrations.${provider} has no entry for ${host}`,
  );
}
