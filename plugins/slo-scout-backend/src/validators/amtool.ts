/**
 * amtool: does Alertmanager itself accept the inhibition rules?
 *
 * A failure means that Alertmanager would refuse its configuration once these
 * rules are in it, and keep the one before. docs/validators/amtool.md
 */
import { parseBoundedYaml } from './boundedYaml';
import { inFolder, runTool, type Tool } from './runTool';
import type { FileVerdict } from './types';

export const AMTOOL = 'amtool';

/** @internal */
export interface AmtoolOptions {
  /** Name on the PATH, or a path. */
  amtoolPath: string;
  timeoutMs: number;
}

export const DEFAULT_AMTOOL: AmtoolOptions = {
  amtoolPath: 'amtool',
  timeoutMs: 20_000,
};

const CONFIG = 'alertmanager.yml';

/** As little as Alertmanager takes; the rules follow as they stand in their file. */
const AROUND = `route:
  receiver: nobody
receivers:
  - name: nobody
`;

/** Checks one file with a list `inhibit_rules`, by putting it into a whole configuration. */
export async function checkInhibition(
  content: string,
  options: AmtoolOptions & { signal?: AbortSignal },
): Promise<FileVerdict> {
  const problem = problemOf(content);
  if (problem) return verdict('failed', problem.message, problem.path);
  const { signal } = options;
  signal?.throwIfAborted();
  const run = await inFolder(
    [{ path: CONFIG, content: AROUND + content }],
    folder =>
      runTool(
        amtool(options, 'the inhibition rules are not checked'),
        ['check-config', CONFIG],
        { folder, signal },
      ),
  );
  signal?.throwIfAborted();
  if (run.outcome === 'none') return verdict('inconclusive', run.reason);
  if (run.exitCode === 0) return { status: 'passed', errors: [] };
  return verdict('failed', ownWords(run));
}

/** What amtool, which is asked about a whole configuration, would let pass or call by another name. */
function problemOf(
  content: string,
): { message: string; path?: string } | undefined {
  const yaml = parseBoundedYaml(content);
  if (!yaml.ok) return yaml.errors[0];
  const { value } = yaml;
  const keys =
    typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const rules = (value as { inhibit_rules?: unknown } | null)?.inhibit_rules;
  return keys.join() === 'inhibit_rules' && Array.isArray(rules)
    ? undefined
    : {
        message:
          'The file must have the list inhibit_rules and nothing else, so that it can be added to a configuration.',
      };
}

/** Said on stdout after the file's name; lines counted in our file. */
function ownWords({ stdout, stderr }: { stdout: string; stderr: string }) {
  const said = /FAILED: ([^]*)/.exec(stdout)?.[1] ?? `${stdout}${stderr}`;
  const before = AROUND.split('\n').length - 1;
  return said
    .trim()
    .replace(/\bline (\d+)/g, (_, line) => `line ${Number(line) - before}`);
}

export function amtool(
  { amtoolPath, timeoutMs }: AmtoolOptions,
  undone: string,
): Tool {
  return {
    name: AMTOOL,
    path: amtoolPath,
    timeoutMs,
    setting: 'sloScout.amtool',
    install:
      "Install Alertmanager's amtool (on Debian: apt-get install prometheus-alertmanager)",
    undone,
    relief: 'see whether the machine is busy',
    exitCodes: [0, 1],
  };
}

export function verdict(
  status: FileVerdict['status'],
  message: string,
  path?: string,
): FileVerdict {
  return {
    status,
    errors: [{ validator: AMTOOL, message, ...(path ? { path } : {}) }],
  };
}
