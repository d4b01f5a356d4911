import execa from 'execa';
import { mkdir, rm } from 'fs/promises';
import { dirname, resolve } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { Part } from '../process';

/** @public */
export interface DeployerOptions {
  /** URL of the GitOps repository, or the path of a bare one. */
  repository: string;
  /** Default: main. */
  branch?: string;
  /** Where the branch is checked out. What was there is replaced. */
  checkoutDir: string;
  /** Makes the checked-out rules count, for example `prometheus.reload`. */
  reload: () => Promise<void>;
  /** Default: 1000. */
  intervalMs?: number;
  onDeployed?: (deployed: Deployed) => void;
  /** Told once for each different failure; it tries again all the same. */
  onError?: (error: Error) => void;
}

/** @public */
export interface Deployed {
  commit: string;
  at: Date;
}

/** @public */
export interface DeployerHandle extends Part {
  /** Looks now. Resolves with what is deployed, rejects where the newest commit cannot be. */
  poke(): Promise<Deployed | undefined>;
  /** The last commit whose rules were loaded; undefined while the branch is empty. */
  deployed(): Deployed | undefined;
}

// Neither a person's configuration nor a password prompt may change what it does.
const GIT_ENV = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

async function git(args: string[], cwd?: string): Promise<string> {
  const { stdout } = await execa('git', args, { cwd, env: GIT_ENV });
  return stdout;
}

async function headOf(
  repository: string,
  branch: string,
): Promise<string | undefined> {
  const found = await git(['ls-remote', repository, `refs/heads/${branch}`]);
  return found.split('\t')[0] || undefined;
}

async function emptyCheckout(directory: string, remote: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(dirname(directory), { recursive: true });
  await git(['init', '--quiet', directory]);
  await git(['remote', 'add', 'origin', remote], directory);
}

async function checkOut(directory: string, commit: string, branch: string) {
  await git(['fetch', '--quiet', 'origin', `refs/heads/${branch}`], directory);
  await git(['reset', '--quiet', '--hard', commit], directory);
  await git(['clean', '--quiet', '-dffx'], directory);
}

/**
 * What Argo CD or Flux does for a real cluster: keeps a check-out of the GitOps
 * repository's branch, and has Prometheus load what was merged.
 *
 * @public
 */
export async function startDeployer(
  options: DeployerOptions,
): Promise<DeployerHandle> {
  const { repository, branch = 'main', intervalMs = 1000 } = options;
  const checkoutDir = resolve(options.checkoutDir);
  await emptyCheckout(checkoutDir, repository);

  let deployed: Deployed | undefined;
  const deploy = async () => {
    const commit = await headOf(repository, branch);
    if (commit && commit !== deployed?.commit) {
      await checkOut(checkoutDir, commit, branch);
      await options.reload();
      deployed = { commit, at: new Date() };
      options.onDeployed?.(deployed);
    }
    return deployed;
  };

  // One look at a time: two at once would fight over the check-out.
  let last: Promise<unknown> = Promise.resolve();
  const poke = () => {
    const next = last.then(deploy, deploy);
    last = next;
    return next;
  };

  let complaint: string | undefined;
  const look = async () => {
    try {
      await poke();
      complaint = undefined;
    } catch (error) {
      const failure = error as Error;
      if (failure.message !== complaint) {
        options.onError?.(failure);
      }
      complaint = failure.message;
    }
  };

  const stopping = new AbortController();
  const poll = async () => {
    while (!stopping.signal.aborted) {
      await look();
      await sleep(intervalMs, undefined, { signal: stopping.signal }).catch(
        () => {},
      );
    }
  };
  const polling = poll();

  return {
    poke,
    deployed: () => deployed,
    stop: async () => {
      stopping.abort();
      await polling;
    },
  };
}
