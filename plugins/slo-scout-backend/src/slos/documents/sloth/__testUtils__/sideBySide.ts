import { stringify } from 'yaml';
import { promtool } from '../../../../testing/promtool';
import type { Rule } from './slothRules';
import { MINUTES, SCRAPE_MINUTES } from './timeline';

/** What promtool has for each expression at the end of the series. */
export async function evaluate(
  ruleFiles: Record<string, string>,
  groupOrder: string[],
  series: Array<{ series: string; values: string }>,
  expressions: string[],
): Promise<number[]> {
  const test = stringify(
    {
      rule_files: Object.keys(ruleFiles),
      evaluation_interval: '1m',
      group_eval_order: groupOrder,
      tests: [
        {
          interval: `${SCRAPE_MINUTES}m`,
          input_series: series,
          promql_expr_test: expressions.map((expr, index) => ({
            // Every assertion fails, so that promtool prints what it has.
            expr: `label_replace(${expr}, "n", "${index}", "", "")`,
            eval_time: `${MINUTES - 1}m`,
            exp_samples: [],
          })),
        },
      ],
    },
    { lineWidth: 0 },
  );
  const { output } = await promtool({
    files: { ...ruleFiles, 'test.yml': test },
    args: ['test', 'rules', 'test.yml'],
  });
  const found = new Map(
    [...output.matchAll(/got: \{n="(\d+)"\} (\S+)/g)].map(([, n, value]) => [
      Number(n),
      Number(value),
    ]),
  );
  if (found.size !== expressions.length) throw new Error(output);
  return expressions.map((_, index) => found.get(index)!);
}

/** Rules that hold two alerts against each other, minute by minute. */
export function comparison(n: number, theirs: string, ours: string): Rule[] {
  const labels = { n: String(n) };
  const of = (record: string) => `${record}{n="${n}"}`;
  const fires = (selector: string) =>
    `max(ALERTS{alertstate="firing",${selector}}) or vector(0)`;
  return [
    { record: 'theirs', expr: fires(theirs), labels },
    { record: 'ours', expr: fires(ours), labels },
    { record: 'both', expr: `${of('theirs')} * ${of('ours')}`, labels },
    { record: 'apart', expr: `abs(${of('theirs')} - ${of('ours')})`, labels },
    { record: 'near', expr: `sum_over_time(${of('apart')}[15m])`, labels },
  ];
}

/** The figures of a comparison, over the whole time. */
export function figures(n: number): string[] {
  const over = (record: string) => `${record}{n="${n}"}[${MINUTES}m]`;
  return [
    `sum_over_time(${over('theirs')})`,
    `sum_over_time(${over('both')})`,
    `sum_over_time(${over('apart')})`,
    `max_over_time(${over('near')})`,
    `changes(${over('theirs')})`,
  ];
}
