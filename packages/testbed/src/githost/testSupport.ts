import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runGit } from './git/process';
import { GitHost, GitHostOptions, startGitHost } from './startGitHost';

/** A host in a folder of its own, stopped and removed after each test. @internal */
export function useGitHost(options: Partial<GitHostOptions> = {}) {
  let host: GitHost;
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'githost-'));
    host = await startGitHost({
      dataDir,
      log: () => undefined,
      repositories: { 'org/config': { 'README.md': '# Configuration\n' } },
      ...options,
    });
  });
  afterEach(async () => {
    try {
      await host.stop();
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
  return {
    get host() {
      return host;
    },
    get dataDir() {
      return dataDir;
    },
    /** Asks git itself about a repository of the host. */
    async git(...args: string[]): Promise<string> {
      const directory = host.repositoryPath('org/config');
      const { stdout } = await runGit([`--git-dir=${directory}`, ...args]);
      return stdout.toString().trim();
    },
  };
}
