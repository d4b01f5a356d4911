import execa from 'execa';
import { LogTail } from './logTail';

const TERM_GRACE_MS = 10_000;

/** @public */
export interface ChildOptions {
  /** How messages call it, for example `Prometheus`. */
  name: string;
  command: string;
  args: string[];
  cwd?: string;
  /** Added to this process' environment. */
  env?: Record<string, string>;
  /** What to do when the command is not there, for example which package to install. */
  installHint?: string;
  /** Opens a message channel; the child can end itself when it closes. */
  ipc?: boolean;
  onLine?: (line: string) => void;
}

/** @public */
export interface RunningChild {
  readonly name: string;
  readonly pid: number;
  /** Set once it has ended, however that came. */
  readonly ended: boolean;
  /** Settles when it has ended; never rejects. */
  readonly exited: Promise<void>;
  /** The last lines of its output. */
  logTail(): string;
  onMessage(listener: (message: unknown) => void): void;
  /** SIGTERM, then SIGKILL after ten seconds. Safe to call twice. */
  stop(): Promise<void>;
}

const running = new Set<RunningChild>();

/**
 * Stops every child that is still running. What ends without it (an exception, a
 * signal) still sends SIGTERM to each.
 *
 * @public
 */
export async function stopAllChildren(): Promise<void> {
  await Promise.all([...running].map(child => child.stop()));
}

/** The message for a command that is not installed, or the error as it came. */
export function explainSpawnError(
  error: unknown,
  command: string,
  installHint?: string,
): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
    return error;
  }
  return new Error(
    `${command} was not found${installHint ? `: ${installHint}` : ''}`,
  );
}

/**
 * Starts a child and keeps watch over it. Resolves when it runs, which is not yet
 * when it is ready: see {@link waitForUrl}.
 *
 * @public
 */
export async function startChild(options: ChildOptions): Promise<RunningChild> {
  const { name, command, args, cwd, env, installHint, ipc, onLine } = options;
  const child = execa(command, args, {
    cwd,
    env,
    buffer: false,
    reject: false,
    // Ends the child with this process, also after an exception or a signal.
    cleanup: true,
    stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
  });
  const log = new LogTail();
  log.follow(child.stdout, onLine);
  log.follow(child.stderr, onLine);

  const { pid } = child;
  if (pid === undefined) {
    throw explainSpawnError(await child, command, installHint);
  }

  const exited = child.then(() => {});
  const handle: RunningChild = {
    name,
    pid,
    get ended() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    exited,
    logTail: () => log.toString(),
    onMessage: listener => child.on('message', listener),
    stop: async () => {
      child.kill('SIGTERM', { forceKillAfterTimeout: TERM_GRACE_MS });
      await exited;
    },
  };
  running.add(handle);
  exited.then(() => running.delete(handle));
  return handle;
}
