import type {
  ArtifactType,
  DryRunResult,
  GenerationStep,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { PrometheusClient } from '../prometheus';
import {
  type AlertRule,
  type BudgetSource,
  dryRun,
  readRuleFile,
} from './dryRun';
import type { RecordingRule } from './dryRun';
import { checkInhibition, DEFAULT_AMTOOL } from './amtool';
import { checkDashboard } from './grafanaSchema';
import { openFiles } from './objects';
import { checkRules } from './promtool';
import { checkRoutes } from './routes';
import { checkCiFile, isCiFile } from './ciFile';
import { checkRuleTests, DEFAULT_RULE_TESTS } from './ruleTests';
import { checkRunbookFile } from './runbookFile';
import { type CandidateFile, type FileVerdict, together, worst } from './types';
import type { ValidatorOptions } from './validatorConfig';

/** Told at the beginning and end of each step, and in between where there is news. */
export type ValidationProgress = (
  step: Extract<
    GenerationStep['name'],
    'promtool' | 'rule_tests' | 'schemas' | 'dry_run'
  >,
  status: 'running' | 'done',
  detail?: string,
) => void;

/** What validation needs of the world. */
export interface ValidationDeps extends ValidatorOptions {
  /** Instance that measures the environment; undefined where none is configured. */
  prometheus: PrometheusClient | undefined;
  /**
   * Recording rule files that are deployed already and not among the judged ones.
   * Their expressions have a longer past than their recorded series.
   */
  deployedRules?: CandidateFile[];
  /** Paths of files that runbooks may link to, beside those of the judged ones. */
  knownPaths?: string[];
  /** The error budgets that the dry run measures firings by. */
  budgets?: BudgetSource[];
  now?: () => Date;
  signal?: AbortSignal;
  onProgress?: ValidationProgress;
}

/**
 * Judges files, the validators side by side. Rejects only when the caller gives
 * up; whatever else happens is a verdict.
 */
export async function validateFiles(
  files: CandidateFile[],
  deps: ValidationDeps,
): Promise<Map<string, FileVerdict>> {
  const opened = openFiles(files);
  const deployedRules = openFiles(deps.deployedRules ?? []).plain;
  const inside = await judgePlain(opened.plain, { ...deps, deployedRules });
  return new Map(
    [...inside].map(([path, verdict]) => [
      path,
      opened.verdictOn(path, verdict),
    ]),
  );
}

async function judgePlain(
  files: CandidateFile[],
  deps: ValidationDeps,
): Promise<Map<string, FileVerdict>> {
  const promtool = startPromtool(files, deps);
  // The others read YAML first, which holds this thread for as long as promtool
  // takes: started before, it runs beside them.
  await promtool.started;
  const [rules, tests, dryRuns, documents, routes] = await Promise.all([
    promtool.verdicts,
    testRules(files, deps),
    replayAlerts(files, deps),
    judgeDocuments(files, deps),
    routeAlerts(files, deps),
  ]);
  return new Map(
    files.map(({ path }) => [
      path,
      withDryRun(
        [rules, documents, tests, routes]
          .flatMap(verdicts => verdicts.get(path) ?? [])
          .reduce((one, other) => together(one, other)),
        dryRuns.get(path),
      ),
    ]),
  );
}

const RULE_TYPES: ArtifactType[] = ['recording_rule', 'alert_rule'];

function isRuleFile({ type }: CandidateFile): boolean {
  return RULE_TYPES.includes(type);
}

/** `started` settles when promtool runs, or when it turns out that it will not. */
function startPromtool(files: CandidateFile[], deps: ValidationDeps) {
  let onStarted = () => {};
  const running = new Promise<void>(resolve => {
    onStarted = resolve;
  });
  const verdicts = judgeRules(files, deps, onStarted);
  return { verdicts, started: Promise.race([running, verdicts]) };
}

async function judgeRules(
  files: CandidateFile[],
  deps: ValidationDeps,
  onStarted: () => void,
) {
  const rules = files.filter(isRuleFile);
  if (rules.length === 0) {
    return new Map<string, FileVerdict>();
  }
  deps.onProgress?.('promtool', 'running');
  const verdicts = await checkRules(rules, {
    ...deps.promtool,
    signal: deps.signal,
    onStarted,
  });
  deps.onProgress?.('promtool', 'done', summary(verdicts));
  return verdicts;
}

/** Verdicts on the tests, and on the alerts that they are about. */
async function testRules(
  files: CandidateFile[],
  deps: ValidationDeps,
): Promise<Map<string, FileVerdict>> {
  const tests = files.filter(file => file.type === 'rule_test');
  if (tests.length === 0) return new Map();
  const { onProgress, promtool, signal } = deps;
  onProgress?.('rule_tests', 'running');
  const ci = tests.filter(isCiFile);
  const verdicts = await checkRuleTests(
    {
      tests: tests.filter(file => !isCiFile(file)),
      rules: files.filter(isRuleFile),
      others: deps.deployedRules,
    },
    {
      promtoolPath: promtool.promtoolPath,
      ...(deps.ruleTests ?? DEFAULT_RULE_TESTS),
      signal,
      onProgress: (done, total) =>
        onProgress?.('rule_tests', 'running', `${done} of ${total}`),
    },
  );
  ci.forEach(file => verdicts.set(file.path, checkCiFile(file)));
  const own = tests.map(({ path }) => [path, verdicts.get(path)!] as const);
  onProgress?.('rule_tests', 'done', summary(new Map(own)));
  return verdicts;
}

async function judgeDocuments(files: CandidateFile[], deps: ValidationDeps) {
  const verdicts = new Map<string, FileVerdict>();
  const documents = files.filter(
    file => !isRuleFile(file) && file.type !== 'rule_test',
  );
  if (documents.length === 0) {
    return verdicts;
  }
  deps.onProgress?.('schemas', 'running');
  const paths = new Set([
    ...files.map(file => file.path),
    ...(deps.knownPaths ?? []),
  ]);
  for (const document of documents) {
    verdicts.set(document.path, await judgeDocument(document, paths, deps));
  }
  deps.onProgress?.('schemas', 'done', summary(verdicts));
  return verdicts;
}

function judgeDocument(
  document: CandidateFile,
  paths: Set<string>,
  { amtool = DEFAULT_AMTOOL, signal }: ValidationDeps,
): FileVerdict | Promise<FileVerdict> {
  switch (document.type) {
    case 'runbook':
      return checkRunbookFile(document, paths);
    case 'inhibit_rule':
      return checkInhibition(document.content, { ...amtool, signal });
    default:
      return checkDashboard(document.content);
  }
}

/** Nothing is known of routes where no Alertmanager is configured. */
async function routeAlerts(
  files: CandidateFile[],
  { alertmanager, amtool = DEFAULT_AMTOOL, signal }: ValidationDeps,
): Promise<Map<string, FileVerdict>> {
  return alertmanager
    ? checkRoutes(files, { ...alertmanager, amtool, signal })
    : new Map();
}

async function replayAlerts(
  files: CandidateFile[],
  deps: ValidationDeps,
): Promise<Map<string, DryRunResult>> {
  const { alerts, recordings } = readRules(files, deps.deployedRules ?? []);
  if (alerts.size === 0) {
    return new Map();
  }
  const { onProgress } = deps;
  onProgress?.('dry_run', 'running');
  const results = await dryRun({
    ...deps.dryRun,
    alerts,
    recordings,
    budgets: deps.budgets,
    client: deps.prometheus,
    now: (deps.now?.() ?? new Date()).getTime() / 1000,
    signal: deps.signal,
    onProgress: share =>
      onProgress?.('dry_run', 'running', `${Math.floor(share * 100)} %`),
  });
  onProgress?.('dry_run', 'done', dryRunSummary([...results.values()]));
  return results;
}

/** Alerts by file, and every recording rule that their expressions may refer to. */
function readRules(files: CandidateFile[], deployed: CandidateFile[]) {
  const alerts = new Map<string, AlertRule[]>();
  const recordings: RecordingRule[] = [];
  const paths = new Set(files.map(file => file.path));
  const others = deployed.filter(({ path }) => !paths.has(path));
  for (const file of [...files, ...others].filter(isRuleFile)) {
    try {
      const content = readRuleFile(file.content);
      recordings.push(...content.recordings);
      if (file.type === 'alert_rule' && paths.has(file.path)) {
        alerts.set(file.path, content.alerts);
      }
    } catch {
      // promtool says what is wrong with the file; there is nothing to replay.
    }
  }
  return { alerts, recordings };
}

function withDryRun(
  verdict: FileVerdict,
  result: DryRunResult | undefined,
): FileVerdict {
  if (!result) {
    return verdict;
  }
  const doubts =
    result.verdict === 'passed'
      ? []
      : [{ validator: 'dry_run', message: result.reason ?? result.verdict }];
  return {
    ...verdict,
    status: worst(verdict.status, result.verdict),
    errors: [...verdict.errors, ...doubts],
    dry_run: result,
  };
}

function dryRunSummary(results: DryRunResult[]): string {
  const doubts = results.flatMap(({ verdict, reason }) =>
    verdict === 'passed' ? [] : [reason ?? verdict],
  );
  if (doubts.length > 0) {
    return `Inconclusive: ${doubts.join('; ')}`;
  }
  const count = results.reduce((n, r) => n + r.historical_trigger_count, 0);
  return `${count} ${count === 1 ? 'firing' : 'firings'} found`;
}

function summary(verdicts: Map<string, FileVerdict>): string {
  const all = [...verdicts.values()];
  const count = (status: FileVerdict['status']) =>
    all.filter(verdict => verdict.status === status).length;
  const failed = count('failed');
  const inconclusive = count('inconclusive');
  return [
    `${count('passed')} of ${all.length} files passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(inconclusive ? [`${inconclusive} inconclusive`] : []),
  ].join(', ');
}
