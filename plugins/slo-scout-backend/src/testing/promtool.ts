import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import execa from 'execa';
import { parse, stringify } from 'yaml';

/** Files by name, and arguments that may name them. */
export interface PromtoolRun {
  files: Record<string, string>;
  args: string[];
}

/** Runs the real promtool on files in a folder of its own. */
export async function promtool(
  run: PromtoolRun,
): Promise<{ exitCode: number; output: string }> {
  const cwd = mkdtempSync(join(tmpdir(), 'slo-scout-promtool-'));
  try {
    for (const [name, content] of Object.entries(run.files)) {
      writeFileSync(join(cwd, name), content);
    }
    const result = await execa('promtool', run.args, {
      cwd,
      reject: false,
      all: true,
    });
    if (result.exitCode === undefined) throw new Error('promtool did not run');
    return { exitCode: result.exitCode, output: result.all ?? '' };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** `promtool check rules` over files by name. */
export function checkRules(files: Record<string, string>) {
  return promtool({ files, args: ['check', 'rules', ...Object.keys(files)] });
}

/** Unit test in promtool's own format; see its documentation for the fields. */
export interface RuleUnitTest {
  name?: string;
  interval?: string;
  input_series?: Array<{ series: string; values: string }>;
  promql_expr_test?: Array<{
    expr: string;
    eval_time: string;
    exp_samples?: Array<{ labels?: string; value: number }>;
  }>;
  alert_rule_test?: Array<{
    eval_time: string;
    alertname: string;
    exp_alerts?: Array<{
      exp_labels: Record<string, string>;
      exp_annotations?: Record<string, string>;
    }>;
  }>;
}

/**
 * `promtool test rules`; evaluates every group at `evaluationInterval`, group
 * after group as the files have them: left alone, promtool takes them in an order
 * that is another each time, and alerts may see what was recorded a tick before.
 */
export function testRules(
  ruleFiles: Record<string, string>,
  tests: RuleUnitTest[],
  options: { evaluationInterval?: string } = {},
) {
  const test = stringify({
    rule_files: Object.keys(ruleFiles),
    evaluation_interval: options.evaluationInterval ?? '30s',
    group_eval_order: Object.values(ruleFiles).flatMap(groupNames),
    tests,
  });
  return promtool({
    files: { ...ruleFiles, 'test.yaml': test },
    args: ['test', 'rules', 'test.yaml'],
  });
}

function groupNames(ruleFile: string): string[] {
  const { groups } = parse(ruleFile) as { groups?: Array<{ name: string }> };
  return (groups ?? []).map(({ name }) => name);
}
