import path from 'node:path';
import { matcher } from '../generators/inhibitRules/matcher';
import { amtool, type AmtoolOptions } from './amtool';
import { runTool } from './runTool';

/** Where an alert goes. */
export interface Destination {
  /** Receivers as amtool names them, with commas between. */
  receivers: string;
  /** No route matched: the root's receiver has it. */
  fallsThrough: boolean;
}

/** Why the routes cannot be tested, in a sentence. */
export class NotRouted extends Error {}

export interface RouterOptions {
  /** Alertmanager's configuration file. */
  configFile: string;
  amtool: AmtoolOptions;
  signal?: AbortSignal;
}

/** Asks amtool once for each set of labels that can make a difference. */
export class Router {
  readonly #options: RouterOptions;
  readonly #config: string;
  readonly #answers = new Map<string, Promise<Destination>>();

  /** @param config - the file's text */
  constructor(options: RouterOptions, config: string) {
    this.#options = options;
    this.#config = config;
  }

  /** Throws `NotRouted`. */
  route(labels: Record<string, string>): Promise<Destination> {
    const matchers = Object.entries(labels)
      .filter(([name]) => this.#mayMatter(name))
      .map(([name, value]) => matcher(name, value))
      .sort();
    const key = JSON.stringify(matchers);
    const answer = this.#answers.get(key) ?? this.#ask(matchers);
    this.#answers.set(key, answer);
    return answer;
  }

  /** A route can only ask for a label whose name stands in the file, unless it is written in escapes. */
  #mayMatter(label: string): boolean {
    return this.#config.includes(label) || /\\([xuU]|\r?\n)/.test(this.#config);
  }

  async #ask(matchers: string[]): Promise<Destination> {
    const { configFile, signal } = this.#options;
    const file = path.resolve(configFile);
    const run = await runTool(
      amtool(this.#options.amtool, 'no route is tested'),
      [
        ...['config', 'routes', 'test', '--tree'],
        `--config.file=${path.basename(file)}`,
        ...matchers,
      ],
      { folder: path.dirname(file), signal },
    );
    signal?.throwIfAborted();
    if (run.outcome === 'none') throw new NotRouted(run.reason);
    if (run.exitCode !== 0) {
      throw new NotRouted(
        `${path.basename(
          file,
        )} (sloScout.alertmanager.configFile): ${withoutValues(run.stderr)}`,
      );
    }
    return readTree(run.stdout);
  }
}

/** amtool's own words; a value that it quotes may be a secret, but not a receiver's name. */
function withoutValues(stderr: string): string {
  return stderr
    .replace(/^Warning: .*\n/gm, '')
    .replace(/^amtool: error: /m, '')
    .replace(/`[^`]*`|(?<!receiver )"[^"]*"/g, '…')
    .trim()
    .slice(0, 500);
}

/**
 * The tree of the routes that match, the root among them, then the receivers:
 *
 *     Matching routes:
 *     .
 *     └── default-route
 *         └── {severity="critical"}  receiver: pager
 *
 *
 *     pager
 */
function readTree(stdout: string): Destination {
  const lines = stdout.trimEnd().split('\n');
  const routes = lines.filter(line => /^[│ ]*[├└]── /.test(line));
  const receivers = lines.at(-1) ?? '';
  if (routes.length === 0 || receivers === '') {
    throw new NotRouted(`amtool's answer is not understood: ${stdout}`);
  }
  return { receivers, fallsThrough: routes.length === 1 };
}
