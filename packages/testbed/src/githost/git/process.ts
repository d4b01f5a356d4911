import { Launcher } from './Launcher';

/** What a git command said when it failed. @internal */
export class GitError extends Error {
  constructor(
    readonly args: string[],
    readonly exitCode: number | undefined,
    readonly stderr: string,
  ) {
    super(`git ${args.join(' ')}: ${stderr.trim() || `exit ${exitCode}`}`);
    this.name = 'GitError';
  }
}

/** @internal */
export interface GitOptions {
  input?: string | Buffer;
  env?: Record<string, string>;
  /** Exit codes that are an answer and not a failure. */
  allowExit?: number[];
}

/** @internal */
export interface GitOutput {
  exitCode: number;
  stdout: Buffer;
}

// The person's own git configuration (hooks, signing, templates) must not
// leak into the host's repositories, nor GIT_DIR of a surrounding git hook.
const CLEAN_ENV = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  LC_ALL: 'C',
  TZ: 'UTC',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

const launcher = new Launcher();

/** Runs git without a shell; stdout comes back as bytes. @internal */
export async function runGit(
  args: string[],
  options: GitOptions = {},
): Promise<GitOutput> {
  const { input, env = {}, allowExit = [] } = options;
  const { exitCode, stdout, stderr } = await launcher.run({
    ...{ args, input },
    env: { ...CLEAN_ENV, ...env },
  });
  if (exitCode === undefined || ![0, ...allowExit].includes(exitCode)) {
    throw new GitError(args, exitCode, stderr);
  }
  return { exitCode, stdout };
}
