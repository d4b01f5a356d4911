import { type ChildProcess, fork } from 'node:child_process';

/** A run of git as it ended; no exit code where it could not start, or was killed. */
export interface GitRun {
  exitCode?: number;
  stdout: Buffer;
  stderr: string;
}

interface GitCommand {
  args: string[];
  env: Record<string, string | undefined>;
  input?: string | Buffer;
}

/**
 * Has a small process start git. Forking copies the page tables of whoever forks: a
 * test of a gigabyte pays more for that than git takes, some thousand times.
 */
export class Launcher {
  #process?: ChildProcess;
  #last = 0;
  readonly #waiting = new Map<
    number,
    { resolve: (run: GitRun) => void; reject: (error: Error) => void }
  >();

  run(command: GitCommand): Promise<GitRun> {
    const launcher = (this.#process ??= this.#start());
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      launcher.channel?.ref();
      launcher.send({ id, ...command });
    });
  }

  #start(): ChildProcess {
    const launcher = fork(require.resolve('./launcher.js'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
    launcher.on('message', (message: GitRun & { id: number }) => {
      const { id, ...run } = message;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      this.#rest(launcher);
      // Another realm's under Jest, where the channel reads it.
      waiting?.resolve({ ...run, stdout: Buffer.from(run.stdout) });
    });
    launcher.on('exit', () => {
      this.#process = undefined;
      for (const { reject } of this.#waiting.values()) {
        reject(new Error('The process that starts git has ended'));
      }
      this.#waiting.clear();
    });
    launcher.unref();
    return launcher;
  }

  /** Nobody waits: it must not keep this process alive. */
  #rest(launcher: ChildProcess) {
    if (this.#waiting.size === 0) launcher.channel?.unref();
  }
}
