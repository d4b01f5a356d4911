import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import type { GitProvider } from '@slo-scout/backstage-plugin-slo-scout-node';
import { GithubProvider } from './githubProvider';
import { GitlabProvider } from './gitlabProvider';
import { GitProviderRegistry } from './GitProviderRegistry';
import { GuardedRepository } from './GuardedRepository';
import { DEFAULT_RETRY_POLICY, RetryPolicy } from './retry';
import type { GitOpsTarget, TargetRepository } from './types';

/** The Git hosts behind the targets. */
export interface GitProviders {
  /** Throws where nothing serves the target's host. */
  forTarget(target: GitOpsTarget): TargetRepository;
  /** For a job that comes back soon: it waits for no host, and ends with its signal. */
  forJob(target: GitOpsTarget, signal?: AbortSignal): TargetRepository;
}

/** GitHub and GitLab with the credentials of Backstage's integrations, and what modules add. */
export function createGitProviders(options: {
  config: Config;
  logger: LoggerService;
  /** Default: no modules. */
  registry?: GitProviderRegistry;
  /** Only tests change when to wait. */
  policy?: Partial<RetryPolicy>;
}): GitProviders {
  const { config, logger } = options;
  const registry = options.registry ?? new GitProviderRegistry();
  const policy = { ...DEFAULT_RETRY_POLICY, ...options.policy };
  const { requestTimeoutMs } = policy;
  const integrations = ScmIntegrations.fromConfig(config);
  const github =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const gitlab =
    DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
  const hosts = new Map<string, GitProvider>();
  const repositories = new Map<string, TargetRepository>();

  const create = (target: GitOpsTarget): GitProvider => {
    const { provider, host } = target;
    if (provider === 'github') {
      const found = integrations.github.byHost(host) ?? missing(target);
      return new GithubProvider({
        integration: found.config,
        credentials: github,
        ...{ logger, requestTimeoutMs },
      });
    }
    if (provider === 'gitlab') {
      const found = integrations.gitlab.byHost(host) ?? missing(target);
      return new GitlabProvider({
        integration: found.config,
        credentials: gitlab,
        requestTimeoutMs,
      });
    }
    const registration = registry.get(provider);
    if (!registration) {
      throw new InputError(
        `Target ${target.name}: provider ${provider} is not installed`,
      );
    }
    return registration.forHost(host.toLowerCase());
  };
  const providerOf = (target: GitOpsTarget): GitProvider => {
    const key = `${target.provider} ${target.host}`;
    const provider = hosts.get(key) ?? create(target);
    hosts.set(key, provider);
    return provider;
  };

  return {
    forTarget(target) {
      const known = repositories.get(target.name);
      if (known) return known;
      const provider = providerOf(target);
      const made = new GuardedRepository({ target, provider, logger, policy });
      repositories.set(target.name, made);
      return made;
    },
    forJob: (target, signal) =>
      new GuardedRepository({
        ...{ target, logger, signal, provider: providerOf(target) },
        policy: { ...policy, maxRetries: 0 },
      }),
  };
}

function missing({ name, provider, host }: GitOpsTarget): never {
  throw new InputError(
    `Target ${name}: integrations.${provider} has no entry for ${host}`,
  );
}
