import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import execa from 'execa';

/** A program of Prometheus' family, and how to speak of it. */
export interface Tool {
  name: string;
  /** Name on the PATH, or a path. */
  path: string;
  timeoutMs: number;
  /** Its key in the configuration, for example `sloScout.promtool`. */
  setting: string;
  /** What it takes to have it. */
  install: string;
  /** What is left undone without it, for example `the rules are not checked`. */
  undone: string;
  /** What to do about too much work. */
  relief: string;
  /** Exit codes with which it has done its work. */
  exitCodes: number[];
}

/** What a tool left behind, or why it could not be asked. */
export type ToolRun =
  | { outcome: 'ran'; exitCode: number; stdout: string; stderr: string }
  | { outcome: 'none'; reason: string };

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * Writes files into a folder of their own, which only we can read and which is
 * gone afterwards, whatever happens.
 */
export async function inFolder<T>(
  files: Array<{ path: string; content: string }>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  // mkdtemp makes the folder with mode 0700.
  const folder = await mkdtemp(path.join(tmpdir(), 'slo-scout-'));
  try {
    for (const file of files) {
      const target = path.join(folder, file.path);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await writeFile(target, file.content, { mode: 0o600 });
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a tool without a shell, inside of a folder whose path its words do not show. */
export async function runTool(
  tool: Tool,
  args: string[],
  options: { folder: string; signal?: AbortSignal; onStarted?: () => void },
): Promise<ToolRun> {
  const { folder, signal, onStarted } = options;
  signal?.throwIfAborted();
  // Started inside the folder, the tool is given and says the repository's own
  // paths; a relative path of the tool itself still means our folder.
  const command = tool.path.includes('/') ? path.resolve(tool.path) : tool.path;
  const child = execa(command, args, {
    cwd: folder,
    shell: false,
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: false,
    timeout: tool.timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  onStarted?.();
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    // `reject: false` types the result of a failed start as one that ran.
    const result: execa.ExecaReturnValue & { code?: string } = await child;
    const folders = [folder, await realpath(folder)];
    return judgeRun(result, tool, text => withoutFolders(text, folders));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function judgeRun(
  result: execa.ExecaReturnValue & { code?: string },
  tool: Tool,
  clean: (text: string) => string,
): ToolRun {
  const { name, undone } = tool;
  const none = (reason: string): ToolRun => ({ outcome: 'none', reason });
  if (result.timedOut) {
    return none(
      `${name} did not finish within ${tool.timeoutMs / 1000} s. Raise ${
        tool.setting
      }.timeout or ${tool.relief}.`,
    );
  }
  if (result.code === 'ENOENT' || result.code === 'EACCES') {
    return none(
      `${name} cannot be started (${tool.path}: ${
        result.code === 'ENOENT' ? 'not found' : 'not permitted'
      }), so ${undone}. ${tool.install} or set ${tool.setting}.path.`,
    );
  }
  const stderr = clean(result.stderr ?? '');
  if (result.signal) {
    return none(`${name} was ended by ${result.signal}, so ${undone}`);
  }
  if (!tool.exitCodes.includes(result.exitCode)) {
    const what = Number.isInteger(result.exitCode)
      ? `ended with exit code ${result.exitCode}`
      : `could not be run (${result.code ?? 'unknown reason'})`;
    return none(
      `${name} ${what}, so ${undone}: ${stderr.trim().slice(0, 500)}`,
    );
  }
  return {
    outcome: 'ran',
    exitCode: result.exitCode,
    stdout: clean(result.stdout ?? ''),
    stderr,
  };
}

function withoutFolders(text: string, folders: string[]): string {
  return folders.reduce(
    (cleaned, folder) => cleaned.split(`${folder}${path.sep}`).join(''),
    text,
  );
}
