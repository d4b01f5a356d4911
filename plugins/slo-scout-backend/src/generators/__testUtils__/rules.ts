import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { parse } from 'yaml';
import { RuleUnitTest, testRules } from '../../testing/promtool';
import { input } from '../__fixtures__/paymentsApi';
import { alertRules } from '../alertRules/alertRules';
import { recordingRules } from '../recordingRules/recordingRules';
import type { GeneratorInput, GeneratorOutput } from '../types';

/** Recording and alerting rules alone, without the other artifacts. */
export function generateRules(given: GeneratorInput): GeneratorOutput {
  const outputs = [recordingRules, alertRules].map(generator =>
    generator.generate(given),
  );
  return {
    files: outputs.flatMap(({ files }) => files),
    notes: outputs.flatMap(({ notes }) => notes),
  };
}

/** Rule files of the SLOs by their names, for promtool. */
export function rulesOf(
  slos: Slo[],
  changes: Partial<GeneratorInput> = {},
): Record<string, string> {
  return Object.fromEntries(
    generateRules(input(slos, changes)).files.map(file => [
      file.path.split('/').at(-1)!,
      file.content,
    ]),
  );
}

/** A rule as its file has it. */
export interface WrittenRule {
  record?: string;
  alert?: string;
  expr: string;
  for?: string;
  labels: Record<string, string>;
  annotations?: Record<string, string>;
}

/** Rules of a file, group by group. */
export function groupsOf(
  content: string,
): Array<{ name: string; interval: string; rules: WrittenRule[] }> {
  return parse(content).groups;
}

export function writtenRules(
  slos: Slo[],
  changes: Partial<GeneratorInput> = {},
): WrittenRule[] {
  return Object.values(rulesOf(slos, changes))
    .flatMap(groupsOf)
    .flatMap(({ rules }) => rules);
}

/** Promtool's verdict over the rules of the SLOs: `SUCCESS`, or what it says. */
export async function verdict(
  slos: Slo[],
  test: RuleUnitTest,
  evaluationInterval = '30s',
): Promise<string> {
  return verdictOf(rulesOf(slos), [test], evaluationInterval);
}

export async function verdictOf(
  files: Record<string, string>,
  tests: RuleUnitTest[],
  evaluationInterval = '30s',
): Promise<string> {
  const { output } = await testRules(files, tests, { evaluationInterval });
  return output.replace('Unit Testing:  test.yaml', '').trim();
}

/** What `expr` gives at a time: one number, or nothing. */
export function expectValue(expr: string, eval_time: string, value?: number) {
  return {
    expr,
    eval_time,
    exp_samples: value === undefined ? [] : [{ labels: '{}', value }],
  };
}

/** How many instances of an alert are firing at a time. */
export function expectFiring(
  alertname: string,
  eval_time: string,
  count: number,
) {
  return expectValue(
    `count(ALERTS{alertname="${alertname}",alertstate="firing"}) or vector(0)`,
    eval_time,
    count,
  );
}
