/**
 * promtool: does Prometheus itself accept the rule files?
 *
 * A failure means that Prometheus would refuse the file, and with it the whole
 * reload of its configuration. docs/validators/promtool.md
 */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError } from '@backstage/errors';
import execa from 'execa';
import { readPromtoolOutput } from './promtoolOutput';
import type { FileVerdict } from './types';

/** A rule file under the path that it will have in the repository. */
export interface RuleFile {
  path: string;
  content: string;
}

/** @internal */
export interface PromtoolOptions {
  /** Name on the PATH, or a path. */
  promtoolPath: string;
  timeoutMs: number;
  signal?: AbortSignal;
  /** Told when promtool runs, so that work of this thread need not hold its start up. */
  onStarted?: () => void;
}

export const MAX_RULE_FILE_BYTES = 1024 * 1024;
const MAX_PATH_LENGTH = 400;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Checks all rule files with one promtool process and says for each what it thought of it. */
export async function checkRules(
  files: RuleFile[],
  options: PromtoolOptions,
): Promise<Map<string, FileVerdict>> {
  const verdicts = new Map<string, FileVerdict>();
  const sound: RuleFile[] = [];
  for (const file of files) {
    if (verdicts.has(file.path) || sound.some(s => s.path === file.path)) {
      throw new InputError(`Two rule files have the path ${file.path}`);
    }
    const refusal = refusalOf(file);
    if (refusal) {
      verdicts.set(file.path, verdict('failed', refusal));
    } else {
      sound.push(file);
    }
  }
  if (sound.length > 0) {
    for (const [name, found] of await checkSoundFiles(sound, options)) {
      verdicts.set(name, found);
    }
  }
  return verdicts;
}

/** Why a file is not even shown to promtool. */
function refusalOf({ path: name, content }: RuleFile): string | undefined {
  const segments = name.split('/');
  if (
    name.length > MAX_PATH_LENGTH ||
    /[\p{Cc}\\]/u.test(name) ||
    segments.some(segment => ['', '.', '..'].includes(segment))
  ) {
    return `Not a path inside the repository: ${JSON.stringify(
      name.slice(0, 120),
    )}`;
  }
  const bytes = Buffer.byteLength(content);
  if (bytes > MAX_RULE_FILE_BYTES) {
    return `${name}: ${bytes} bytes; a rule file may have ${MAX_RULE_FILE_BYTES} at most. Split the SLOs over several services.`;
  }
  if (content.trim() === '') {
    return `${name}: the file is empty`;
  }
  return undefined;
}

function verdict(status: FileVerdict['status'], message: string): FileVerdict {
  return { status, errors: [{ validator: 'promtool', message }] };
}

async function checkSoundFiles(
  files: RuleFile[],
  options: PromtoolOptions,
): Promise<Map<string, FileVerdict>> {
  options.signal?.throwIfAborted();
  // mkdtemp makes the folder with mode 0700.
  const folder = await mkdtemp(path.join(tmpdir(), 'slo-scout-promtool-'));
  try {
    for (const file of files) {
      const target = path.join(folder, file.path);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await writeFile(target, file.content, { mode: 0o600 });
    }
    const names = files.map(file => file.path);
    const run = await runPromtool(names, folder, options);
    options.signal?.throwIfAborted();
    if (run.outcome === 'none') {
      return new Map(
        names.map(name => [name, verdict('inconclusive', run.reason)]),
      );
    }
    return readPromtoolOutput(names, run);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type PromtoolRun =
  | { outcome: 'ran'; exitCode: number; stdout: string; stderr: string }
  | { outcome: 'none'; reason: string };

async function runPromtool(
  names: string[],
  folder: string,
  options: PromtoolOptions,
): Promise<PromtoolRun> {
  const { promtoolPath, timeoutMs, signal } = options;
  // Started inside the folder, promtool is given and says the repository's own
  // paths; a relative path of promtool itself still means our folder.
  const command = promtoolPath.includes('/')
    ? path.resolve(promtoolPath)
    : promtoolPath;
  const child = execa(command, ['check', 'rules', '--', ...names], {
    cwd: folder,
    shell: false,
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: false,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  options.onStarted?.();
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    // `reject: false` types the result of a failed start as one that ran.
    const result: execa.ExecaReturnValue & { code?: string } = await child;
    const folders = [folder, await realpath(folder)];
    return judgeRun(result, options, text => withoutFolders(text, folders));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function judgeRun(
  result: execa.ExecaReturnValue & { code?: string },
  { promtoolPath, timeoutMs }: PromtoolOptions,
  clean: (text: string) => string,
): PromtoolRun {
  const none = (reason: string): PromtoolRun => ({ outcome: 'none', reason });
  if (result.timedOut) {
    return none(
      `promtool did not finish within ${
        timeoutMs / 1000
      } s. Raise sloScout.promtool.timeout or choose fewer SLOs.`,
    );
  }
  if (result.code === 'ENOENT' || result.code === 'EACCES') {
    return none(
      `promtool cannot be started (${promtoolPath}: ${
        result.code === 'ENOENT' ? 'not found' : 'not permitted'
      }), so the rules are not checked. Install Prometheus' promtool (on Debian: apt-get install prometheus) or set sloScout.promtool.path.`,
    );
  }
  const stderr = clean(result.stderr ?? '');
  if (result.signal) {
    return none(
      `promtool was ended by ${result.signal}, so the rules are not checked`,
    );
  }
  // 1: a file is broken; 3: a lint finding that was asked to be fatal.
  if (![0, 1, 3].includes(result.exitCode)) {
    const what = Number.isInteger(result.exitCode)
      ? `ended with exit code ${result.exitCode}`
      : `could not be run (${result.code ?? 'unknown reason'})`;
    return none(
      `promtool ${what}, so the rules are not checked: ${stderr
        .trim()
        .slice(0, 500)}`,
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
