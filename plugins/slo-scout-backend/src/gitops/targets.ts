import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import type { RuleOptions } from '../generators/types';
import { GitProviderRegistry } from './GitProviderRegistry';
import { cleanDirectory } from './pathGuard';
import { mayMeet } from './targetConfig/pathTemplates';
import { readFormat } from './targetConfig/readFormat';
import { readLayout } from './targetConfig/readLayout';
import { type ProviderChoice, readProvider } from './targetConfig/readProvider';
import { readPullRequests } from './targetConfig/readPullRequests';
import {
  mergeRuleOptions,
  readRuleOptions,
} from './targetConfig/readRuleOptions';
import type { GitOpsTarget, PullRequestOptions } from './types';

/** The repositories that may be written to. */
export interface TargetList {
  all(): GitOpsTarget[];
  /** The target of an environment; repository and branch, where given, must be its own. */
  find(environment: string, repo?: string, branch?: string): GitOpsTarget;
}

/** Reads `sloScout.targets`; a configuration that is not sound stops the start. */
export function readTargets(
  config: Config,
  registry: GitProviderRegistry = new GitProviderRegistry(),
): TargetList {
  const configs = config.getOptionalConfigArray('sloScout.targets') ?? [];
  const rules = readRuleOptions(
    config.getOptionalConfig('sloScout.rules'),
    'sloScout.rules',
    ['exactMaxSeries'],
  );
  const pullRequests = readPullRequests(
    config.getOptionalConfig('sloScout.pullRequests'),
    'sloScout.pullRequests',
  );
  const integrations = ScmIntegrations.fromConfig(config);
  const providers = { registry, integrations };
  const targets = configs.map(target =>
    readTarget(target, { rules, pullRequests, providers }),
  );
  refuseDuplicates(targets);
  return {
    all: () => [...targets],
    find: (environment, repo, branch) =>
      findTarget(targets, environment, repo, branch),
  };
}

function readTarget(
  config: Config,
  common: {
    rules: RuleOptions;
    pullRequests: PullRequestOptions;
    providers: ProviderChoice;
  },
): GitOpsTarget {
  const name = config.getString('name');
  const host = config.getString('host');
  const provider = readProvider(config, { name, host }, common.providers);
  const repo = config.getString('repo');
  if (!isRepository(repo, provider)) {
    throw new InputError(
      `Target ${name}: repo ${JSON.stringify(repo)} is not owner/name.`,
    );
  }
  const directory = config.getOptionalString('directory') ?? '';
  const part = (key: string) => config.getOptionalConfig(key);
  const format = readFormat(part('format'), `Target ${name}: format`);
  const ci = readCi(config, name);
  return {
    name,
    environment: config.getString('environment'),
    provider,
    host,
    repo,
    branch: config.getOptionalString('branch') ?? 'main',
    directory: cleanDirectory(directory),
    labels: config.getOptionalStringArray('labels') ?? [],
    pullRequests: readPullRequests(
      part('pullRequests'),
      `Target ${name}: pullRequests`,
      common.pullRequests,
    ),
    layout: readLayout(part('layout'), format, `Target ${name}: layout`),
    format,
    ...(ci ? { ci } : {}),
    rules: mergeRuleOptions(
      common.rules,
      readRuleOptions(part('rules'), `Target ${name}: rules`),
    ),
  };
}

function readCi(config: Config, name: string): GitOpsTarget['ci'] {
  const ci = config.getOptionalString('ci');
  if (ci === undefined || ci === 'github' || ci === 'gitlab') return ci;
  throw new InputError(
    `Target ${name}: ci ${ci} is unknown. Use github or gitlab.`,
  );
}

// GitLab's groups nest: group/subgroup/project, and so may those of other hosts.
function isRepository(repo: string, provider: string): boolean {
  const parts = repo.split('/');
  const depth = provider === 'github' ? parts.length === 2 : parts.length >= 2;
  return (
    depth && parts.every(part => /^[A-Za-z0-9_.-]*[A-Za-z0-9_-]$/.test(part))
  );
}

function refuseDuplicates(targets: GitOpsTarget[]): void {
  targets.forEach((target, index) => {
    const others = targets.slice(0, index);
    if (others.some(other => other.name === target.name)) {
      throw new InputError(`Two targets are called ${target.name}.`);
    }
    const twin = others.find(other => mayOverwrite(other, target));
    if (twin) {
      throw new InputError(
        `Targets ${twin.name} and ${target.name} both write to ${describe(
          target,
        )}: one environment would overwrite the other. Give each a directory of its own.`,
      );
    }
  });
}

function mayOverwrite(one: GitOpsTarget, other: GitOpsTarget): boolean {
  const same = (key: 'host' | 'repo') =>
    one[key].toLowerCase() === other[key].toLowerCase();
  if (!same('host') || !same('repo') || one.branch !== other.branch) {
    return false;
  }
  const theirs = pathsOf(other);
  return pathsOf(one).some(path => theirs.some(twin => mayMeet(path, twin)));
}

function pathsOf({ directory, layout }: GitOpsTarget): string[] {
  const prefix = directory === '' ? '' : `${directory}/`;
  return Object.values(layout).map((path: string) => `${prefix}${path}`);
}

function findTarget(
  targets: GitOpsTarget[],
  environment: string,
  repo: string | undefined,
  branch: string | undefined,
): GitOpsTarget {
  const here = targets.filter(target => target.environment === environment);
  if (here.length === 0) {
    const known = [...new Set(targets.map(target => target.environment))];
    throw new InputError(
      `No target is configured for environment ${environment}. Configured: ${
        known.join(', ') || 'none'
      }.`,
    );
  }
  const found = here.find(
    target =>
      (repo === undefined || repo === target.repo) &&
      (branch === undefined || branch === target.branch),
  );
  if (!found) {
    const asked = `${repo ?? here[0].repo}, branch ${branch ?? here[0].branch}`;
    throw new InputError(
      `${asked} is not a target of environment ${environment}. Allowed: ${here
        .map(describe)
        .join('; ')}.`,
    );
  }
  return found;
}

function describe({ repo, branch, directory }: GitOpsTarget): string {
  const place = `${repo}, branch ${branch}`;
  return directory ? `${place}, directory ${directory}` : place;
}
