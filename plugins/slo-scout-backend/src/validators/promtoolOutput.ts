import type { ValidationError } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { FileVerdict } from './types';

/** What `promtool check rules` left behind. */
export interface PromtoolOutput {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Gives each file its part of promtool's output.
 *
 * promtool names every file on stdout (`Checking x`), followed by `SUCCESS` or
 * nothing, and writes one `FAILED:` block for each of the latter to stderr, in
 * the same order. Blocks of lint findings hold no file name, so order is what
 * attributes them.
 */
export function readPromtoolOutput(
  names: string[],
  output: PromtoolOutput,
): Map<string, FileVerdict> {
  const { counts, checked } = readChecked(output.stdout);
  const blocks = readFailedBlocks(output.stderr);
  const unhappy = names.filter(name => checked.has(name) && !counts.has(name));
  const attributed = unhappy.length === blocks.length;

  return new Map(
    names.map(name => {
      const count = counts.get(name);
      if (count !== undefined) {
        return [name, count > 0 ? passed() : failed([noRules(name)])];
      }
      if (!checked.has(name)) {
        return [name, notReached(name, output.stderr)];
      }
      const block = attributed ? blocks[unhappy.indexOf(name)] : undefined;
      return [name, readBlock(name, block ?? output.stderr, output.exitCode)];
    }),
  );
}

function passed(): FileVerdict {
  return { status: 'passed', errors: [] };
}

function failed(errors: ValidationError[]): FileVerdict {
  return { status: 'failed', errors };
}

/** promtool accepts a file without rules; a pull request that adds one is a mistake. */
function noRules(name: string): ValidationError {
  return { validator: 'promtool', message: `${name}: the file has no rules` };
}

/** promtool gave up before it came to this file: that says nothing about the file. */
function notReached(name: string, stderr: string): FileVerdict {
  const message = `${name}: promtool did not come to this file. ${stderr}`;
  return {
    status: 'inconclusive',
    errors: [{ validator: 'promtool', message: message.trim() }],
  };
}

/** The files that promtool came to, and the number of rules where it was content. */
function readChecked(stdout: string) {
  const checked = new Set<string>();
  const counts = new Map<string, number>();
  let current: string | undefined;
  for (const line of stdout.split('\n')) {
    if (line.startsWith('Checking ')) {
      current = line.slice('Checking '.length);
      checked.add(current);
    }
    const success = /^ {2}SUCCESS: (\d+) rules found$/.exec(line);
    if (success && current !== undefined) {
      counts.set(current, Number(success[1]));
    }
  }
  return { checked, counts };
}

function readFailedBlocks(stderr: string): string[] {
  return stderr.split(/^ {2}FAILED:\n/m).slice(1);
}

function readBlock(name: string, block: string, exitCode: number): FileVerdict {
  const lintOnly = block.startsWith('lint error');
  if (lintOnly && exitCode !== 3) {
    // A note: Prometheus loads the file, and promtool's exit code says so too.
    return { status: 'passed', errors: [toError(name, block)] };
  }
  return failed(splitErrors(name, block).map(text => toError(name, text)));
}

/** One text for each error; lines that do not begin with the file's name continue the one before. */
function splitErrors(name: string, block: string): string[] {
  const errors: string[] = [];
  for (const line of block.replace(/\n+$/, '').split('\n')) {
    if (errors.length === 0 || line.startsWith(`${name}: `)) {
      errors.push(line);
    } else {
      errors[errors.length - 1] += `\n${line}`;
    }
  }
  return errors;
}

function toError(name: string, text: string): ValidationError {
  const message = text.replace(/\n+$/, '');
  const rest = message.startsWith(`${name}: `)
    ? message.slice(name.length + 2)
    : message;
  const position = /^(\d+:\d+):/.exec(rest)?.[1];
  return {
    validator: 'promtool',
    message,
    ...(position && { path: position }),
  };
}
