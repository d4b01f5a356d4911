import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import { AMTOOL, type AmtoolOptions, verdict } from './amtool';
import { readRuleFile } from './dryRun';
import { type Destination, NotRouted, Router } from './Router';
import type { CandidateFile, FileVerdict } from './types';

/** The Alertmanager that gets the alerts. @internal */
export interface AlertmanagerOptions {
  /** Its configuration file. */
  configFile: string;
  /** Whether every alert needs a route of its own. */
  requireRoute: boolean;
}

type Labels = Record<string, string>;

interface RoutedAlert extends Destination {
  alert: string;
}

/** At a time; each takes some 20 ms of a processor. */
const AT_ONCE = 4;
const MAX_NAMED = 30;

/**
 * Says for each alert which receiver Alertmanager's routes give it to. Labels
 * that are added on the way (by the query, by Prometheus' external labels) are
 * not known here.
 *
 * @returns verdicts for files with alerts, with notes for people
 */
export async function checkRoutes(
  files: CandidateFile[],
  options: AlertmanagerOptions & {
    amtool: AmtoolOptions;
    signal?: AbortSignal;
  },
): Promise<Map<string, FileVerdict>> {
  const verdicts = new Map<string, FileVerdict>();
  const alertFiles = files.filter(({ type }) => type === 'alert_rule');
  if (alertFiles.length === 0) return verdicts;
  try {
    const router = new Router(
      options,
      await readFile(options.configFile, 'utf8'),
    );
    for (const file of alertFiles) {
      const routed = await routeFile(file, router);
      if (routed) verdicts.set(file.path, judge(routed, options));
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    const reason = `It is not known which receivers get the alerts: ${reasonOf(
      error,
      options,
    )}`;
    for (const file of alertFiles) {
      verdicts.set(file.path, verdict('inconclusive', reason));
    }
  }
  return verdicts;
}

function reasonOf(error: unknown, { configFile }: AlertmanagerOptions): string {
  if (error instanceof NotRouted) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return `${path.basename(
    configFile,
  )} (sloScout.alertmanager.configFile) cannot be read: ${code ?? message}`;
}

async function routeFile(
  file: CandidateFile,
  router: Router,
): Promise<RoutedAlert[] | undefined> {
  const alerts = alertsOf(file);
  if (alerts === undefined) return undefined;
  const limit = pLimit(AT_ONCE);
  return Promise.all(
    alerts.map(({ alert, labels }) =>
      limit(async () => ({ alert, ...(await router.route(labels)) })),
    ),
  );
}

/** Undefined where promtool will say what is wrong with the file. */
function alertsOf(
  file: CandidateFile,
): Array<{ alert: string; labels: Labels }> | undefined {
  try {
    return readRuleFile(file.content).alerts.map(({ alert, labels }) => ({
      alert,
      labels: { alertname: alert, ...known(labels) },
    }));
  } catch {
    return undefined;
  }
}

/** Braces that stand for themselves; what is made of the data is not known. */
function known(labels: Labels): Labels {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([name, text]) => {
      const parts = text.split('{{ "{{" }}');
      return parts.some(part => part.includes('{{'))
        ? []
        : [[name, parts.join('{{')]];
    }),
  );
}

function judge(
  alerts: RoutedAlert[],
  { configFile, requireRoute }: AlertmanagerOptions,
): FileVerdict {
  const file = path.basename(configFile);
  const lost = alerts.filter(({ fallsThrough }) => fallsThrough);
  const found = alerts.filter(({ fallsThrough }) => !fallsThrough);
  const notes = [
    ...byReceivers(found).map(
      ([receivers, names]) =>
        `By ${file}, Alertmanager gives ${receivers}: ${listed(names)}.`,
    ),
    ...byReceivers(lost).map(
      ([receivers, names]) =>
        `No route of ${file} matches, so that ${receivers} of its root gets: ${listed(
          names,
        )}.`,
    ),
  ];
  const names = lost.map(({ alert }) => alert);
  const errors =
    requireRoute && lost.length > 0
      ? [
          {
            validator: AMTOOL,
            message: `No route of ${file} matches ${listed(
              names,
            )}. Add one, or labels that one matches (sloScout.rules.labels).`,
          },
        ]
      : [];
  return { status: errors.length > 0 ? 'failed' : 'passed', errors, notes };
}

/** Thirty alerts in as many lines would be read by nobody. */
function byReceivers(alerts: RoutedAlert[]): Array<[string, string[]]> {
  const groups = new Map<string, string[]>();
  for (const { receivers, alert } of alerts) {
    groups.set(receivers, [...(groups.get(receivers) ?? []), alert]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function listed(names: string[]): string {
  const more = names.length - MAX_NAMED;
  return `${names.slice(0, MAX_NAMED).join(', ')}${
    more > 0 ? ` and ${more} more` : ''
  }`;
}
