import type { Sli, Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  type WrittenRule,
  writtenRules,
} from '../../../generators/__testUtils__/rules';

/** The rules of an SLO with one thing wrong. */
export interface Mutant {
  /** What was done to it, for people. */
  what: string;
  /** Alerts whose tests should fail: any of them is enough. */
  alerts: string[];
  rules: WrittenRule[];
}

/** Everything that is done to the rules of one SLO, one thing at a time. */
export function mutantsOf(slo: Slo): Mutant[] {
  const rules = writtenRules([slo]);
  const alerts = rules.filter(rule => rule.alert);
  return [
    ...swapped(slo, alerts),
    ...rules.flatMap((rule, index) =>
      (rule.alert ? alertChanges(rule) : recordChanges(rule)).map(
        ({ what, change }) => ({
          what: `${rule.alert ?? rule.record}: ${what}`,
          alerts: rule.alert ? [rule.alert] : readersFirst(rule, alerts),
          rules: rules.map((other, nth) =>
            nth === index ? { ...rule, ...change } : other,
          ),
        }),
      ),
    ),
  ];
}

/** All alerts; those that read the series themselves are the likeliest to notice. */
function readersFirst(
  { record }: WrittenRule,
  alerts: WrittenRule[],
): string[] {
  const reads = ({ expr }: WrittenRule) => (expr.includes(record!) ? 0 : 1);
  return [...alerts]
    .sort((a, b) => reads(a) - reads(b))
    .map(({ alert }) => alert!);
}

/** Rules as they would be had somebody taken bad for all, or good for bad. */
function swapped(slo: Slo, alerts: WrittenRule[]): Mutant[] {
  const whole = writtenRules([{ ...slo, sli: turned(slo.sli) }]);
  return alerts
    .filter(({ alert }) => !alert!.endsWith('NoData'))
    .map(({ alert }) => ({
      what: `${alert}: bad and total swapped`,
      alerts: [alert!],
      rules: whole,
    }));
}

function turned(sli: Sli): Sli {
  switch (sli.kind) {
    case 'ratio':
      return sli.bad
        ? { ...sli, bad: sli.total, total: sli.bad }
        : { ...sli, good: sli.total, total: sli.good! };
    case 'threshold':
      return {
        ...sli,
        op: ({ lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt' } as const)[sli.op],
      };
    default:
      return { ...sli, of: sli.of === 'failure' ? 'success' : 'failure' };
  }
}

interface Change {
  what: string;
  change: Partial<WrittenRule>;
}

const LIMIT = /(?<= [><] )[0-9.]+(?=$|\n)/g;
const GATE = /\nand[^\n]*\n[^\n]* >= (\d+)$/;

function alertChanges(rule: WrittenRule): Change[] {
  const { expr } = rule;
  const change = (what: string, text: string): Change[] =>
    text === expr ? [] : [{ what, change: { expr: text } }];
  const limits = [...expr.matchAll(LIMIT)];
  const { long, short } = rule.labels;
  return [
    ...limits.flatMap(({ 0: limit, index }, nth) =>
      [0.9, 1.1].flatMap(by =>
        change(
          `limit ${nth + 1} times ${by}`,
          expr.slice(0, index) +
            Number((Number(limit) * by).toPrecision(10)) +
            expr.slice(index + limit.length),
        ),
      ),
    ),
    ...limits.flatMap(({ index }, nth) =>
      change(
        `comparison ${nth + 1} turned`,
        `${expr.slice(0, index - 2)}${
          expr[index - 2] === '>' ? '<' : '>'
        }${expr.slice(index - 1)}`,
      ),
    ),
    ...[long, short]
      .filter(window => window !== undefined)
      .flatMap(window => windowChanges(expr, window)),
    ...(rule.alert!.endsWith('BudgetExhausted')
      ? windowChanges(expr, '30d')
      : []),
    ...change('no least number', expr.replace(GATE, '')),
    ...[0.5, 2].flatMap(by =>
      change(
        `least number times ${by}`,
        expr.replace(/>= (\d+)$/, (_, n) => `>= ${Number(n) * by}`),
      ),
    ),
    ...change('unless it is quiet left out', expr.replace(/\nunless[^]*/, '')),
    ...change('absent turned', expr.replace('absent(', 'count(')),
    ...(rule.for
      ? [
          { what: 'for left out', change: { for: undefined } },
          { what: 'for doubled', change: { for: times(rule.for, 2) } },
          { what: 'for halved', change: { for: times(rule.for, 0.5) } },
          { what: 'for 20 % longer', change: { for: times(rule.for, 1.2) } },
        ]
      : []),
  ];
}

function windowChanges(expr: string, window: string): Change[] {
  return [0.5, 2]
    .map(by => ({
      what: `${window} times ${by}`,
      change: {
        expr: expr.replaceAll(`[${window}]`, `[${times(window, by)}]`),
      },
    }))
    .filter(({ change }) => change.expr !== expr);
}

function times(duration: string, by: number): string {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(duration)!;
  const seconds = { m: 60, h: 3600, d: 86_400 }[unit as 'm' | 'h' | 'd'];
  return `${Number(count) * seconds * by}s`;
}

const TURNED: Record<string, string> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** Comparisons of recording rules, and the wrong one recorded. */
function recordChanges({ expr }: WrittenRule): Change[] {
  return [
    {
      what: 'comparison turned',
      text: expr.replace(/[<>]=?(?= bool)/, found => TURNED[found]),
    },
    { what: 'good and bad swapped', text: expr.replace(/^1 - (?=job:)/, '') },
  ]
    .filter(({ text }) => text !== expr)
    .map(({ what, text }) => ({ what, change: { expr: text } }));
}
