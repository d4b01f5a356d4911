import execa from 'execa';

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

/** Runs git without a shell; stdout comes back as bytes. @internal */
export async function runGit(
  args: string[],
  options: GitOptions = {},
): Promise<GitOutput> {
  const { input, env = {}, allowExit = [] } = options;
  const result = await execa('git', args, {
    // A pipe that git never reads would break.
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    env: { ...CLEAN_ENV, ...env },
    extendEnv: false,
    encoding: null,
    reject: false,
    maxBuffer: 256 * 1024 * 1024,
    stripFinalNewline: false,
  });
  if (result.exitCode !== 0 && !allowExit.includes(result.exitCode)) {
    const stderr = result.stderr?.toString() || String(result);
    throw new GitError(args, result.exitCode, stderr);
  }
  return { exitCode: result.exitCode, stdout: result.stdout };
}
