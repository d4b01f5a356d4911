/**
 * promtool: does Prometheus itself accept the rule files?
 *
 * A failure means that Prometheus would refuse the file, and with it the whole
 * reload of its configuration. docs/validators/promtool.md
 */
import { InputError } from '@backstage/errors';
import { readPromtoolOutput } from './promtoolOutput';
import { inFolder, runTool, type Tool } from './runTool';
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
  const { signal, onStarted } = options;
  signal?.throwIfAborted();
  const names = files.map(file => file.path);
  const run = await inFolder(files, folder =>
    runTool(promtool(options), ['check', 'rules', '--', ...names], {
      ...{ folder, signal, onStarted },
    }),
  );
  signal?.throwIfAborted();
  if (run.outcome === 'none') {
    return new Map(
      names.map(name => [name, verdict('inconclusive', run.reason)]),
    );
  }
  return readPromtoolOutput(names, run);
}

function promtool({ promtoolPath, timeoutMs }: PromtoolOptions): Tool {
  return {
    name: 'promtool',
    path: promtoolPath,
    timeoutMs,
    setting: 'sloScout.promtool',
    install:
      "Install Prometheus' promtool (on Debian: apt-get install prometheus)",
    undone: 'the rules are not checked',
    relief: 'choose fewer SLOs',
    // 1: a file is broken; 3: a lint finding that was asked to be fatal.
    exitCodes: [0, 1, 3],
  };
}
