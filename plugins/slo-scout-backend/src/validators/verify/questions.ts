import type { Sli, Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  type Matcher,
  PromqlSyntaxError,
  type Selector,
  fillWindow,
  groupings,
  quote,
  selectors,
} from '../../promql';

/** What is looked at of an SLO, stored or not. */
export type NamedSlo = Pick<Slo, 'id' | 'name' | 'sli' | 'accuracy'>;

/** What a query of an SLO stands for. */
export type Role = 'total' | 'value' | 'good' | 'bad';

/** One selector of an SLO that is looked up. */
export interface Question {
  role: Role;
  /** Absent where the selector names none, or several by a regular expression. */
  metric?: string;
  matchers: Matcher[];
  /** The selector as PromQL, in one way of writing. */
  text: string;
  /** Labels that the query groups by and that come from this selector, among others. */
  groupedBy: Array<{ label: string; metrics: string[] }>;
}

/** The selectors of an SLO, those first without which there is nothing at all. */
export function questionsOf(slo: Pick<Slo, 'sli'>): Question[] {
  const all = queriesOf(slo.sli).flatMap(({ role, query }) => {
    try {
      return readQuery(role, query);
    } catch (error) {
      // promtool refuses the file, in better words.
      if (error instanceof PromqlSyntaxError) return [];
      throw error;
    }
  });
  return [...new Map(all.map(q => [`${q.role} ${q.text}`, q])).values()];
}

export function queriesOf(sli: Sli): Array<{ role: Role; query: string }> {
  if (sli.kind !== 'ratio') return [{ role: 'value', query: sli.query }];
  return [
    { role: 'total', query: sli.total.query },
    ...(sli.good ? [{ role: 'good' as const, query: sli.good.query }] : []),
    ...(sli.bad ? [{ role: 'bad' as const, query: sli.bad.query }] : []),
  ];
}

function readQuery(role: Role, query: string): Question[] {
  const expr = fillWindow(query, '5m');
  const groups = groupings(expr);
  return selectors(expr).map(selector => ({
    role,
    ...(selector.metric === undefined ? {} : { metric: selector.metric }),
    matchers: selector.matchers,
    text: selectorText(selector),
    groupedBy: groups
      .filter(group => group.selectors.some(s => s.from === selector.from))
      .flatMap(group =>
        group.labels.map(label => ({
          label,
          metrics: group.selectors.flatMap(s => s.metric ?? []),
        })),
      ),
  }));
}

/** A selector that Prometheus reads whatever the names are. */
export function selectorText(
  selector: Pick<Selector, 'metric' | 'matchers'>,
): string {
  const { metric, matchers } = selector;
  const all: Matcher[] = [
    ...(metric === undefined
      ? []
      : [{ label: '__name__', op: '=' as const, value: metric }]),
    ...matchers,
  ];
  return `{${all.map(matcherText).join(',')}}`;
}

const PLAIN_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A matcher as people write it. */
export function matcherText({ label, op, value }: Matcher): string {
  const name = PLAIN_LABEL.test(label) ? label : quote(label);
  return `${name}${op}${quote(value)}`;
}
