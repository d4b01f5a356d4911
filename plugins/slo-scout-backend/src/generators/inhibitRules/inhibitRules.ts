import { Document, isMap } from 'yaml';
import { fillWindow, shapeOf } from '../../promql';
import { type PlannedAlert, planAlerts } from '../alertRules/plan';
import { indicatorOf } from '../indicator/indicatorOf';
import { fillPath, layoutOf } from '../layout';
import { pathIn } from '../names';
import { prepare, type PreparedSlo } from '../prepare';
import { headerLines } from '../ruleFile';
import type { ArtifactGenerator, GeneratorInput } from '../types';
import { alternatives, matcher } from './matcher';

/** One entry of Alertmanager's `inhibit_rules`. */
interface InhibitRule {
  source_matchers: string[];
  target_matchers: string[];
  equal: string[];
}

/** Alertmanager inhibition: while one alert of an SLO pages, others of it need not. */
export const inhibitRules: ArtifactGenerator = {
  type: 'inhibit_rule',
  generate(input) {
    const prepared = prepare(input);
    const inhibitions = prepared.slos.map(inhibitionOf);
    return {
      files: [
        {
          type: 'inhibit_rule',
          path: prepared.inhibitPath,
          content: render(
            [...headerLines(prepared.slos), '', ...howToMerge(input)],
            inhibitions,
          ),
          slo_ids: prepared.ids,
        },
      ],
      notes: inhibitions.flatMap(({ note }) => (note ? [note] : [])),
    };
  },
};

interface Inhibition {
  rules: InhibitRule[];
  comment: string;
  note?: string;
}

/**
 * A faster burn-rate alert says all that the slower ones would, and one that
 * pages says that the budget is going; that it is gone can wait until the page
 * is over. Nothing else is inhibited, and nothing but a burn rate inhibits:
 *
 * - missing data is never a reason to be silent, nor to be silenced;
 * - a spent budget stays spent for weeks, in which a new failure is news;
 * - a value beyond its limit is another fact than the budget.
 */
function inhibitionOf(slo: PreparedSlo): Inhibition {
  const { name } = slo.slo;
  const groups = groupsOf(slo);
  if (groups === undefined) {
    const note = `${name}: its alerts do not inhibit each other, because the query does not say which labels its series have, and one series would silence another. Aggregate it by the labels that matter.`;
    return { rules: [], comment: note, note };
  }
  const { alerts } = planAlerts(slo);
  const burning = alerts.filter(({ kind }) => kind.is === 'burn_rate');
  const rules = burning.flatMap((source, index) => {
    const targets = [
      ...burning.slice(index + 1),
      ...(pages(source)
        ? alerts.filter(({ kind }) => kind.is === 'budget_exhausted')
        : []),
    ];
    return targets.length === 0 ? [] : [ruleOf(slo, source, targets, groups)];
  });
  return {
    rules,
    comment: `${name}: a burn-rate alert silences the slower ones; one that pages silences that of the spent budget, too.`,
  };
}

function pages({ kind }: PlannedAlert): boolean {
  return kind.is === 'burn_rate' && kind.pair.tier === 'page';
}

/**
 * Labels that tell the series of an SLO apart; undefined where the query leaves
 * that open. Events are summed up where their labels are not known.
 */
function groupsOf(slo: PreparedSlo): string[] | undefined {
  const { sli } = slo.slo;
  const { broken, groupedBy } = indicatorOf(slo);
  if (broken !== undefined) return undefined;
  return sli.kind !== 'ratio' &&
    shapeOf(fillWindow(sli.query, '5m')).kind === 'any'
    ? undefined
    : groupedBy;
}

function ruleOf(
  { labels }: PreparedSlo,
  source: PlannedAlert,
  targets: PlannedAlert[],
  groups: string[],
): InhibitRule {
  const of = (['service', 'environment', 'slo'] as const).map(label =>
    matcher(label, labels[label]),
  );
  return {
    source_matchers: [matcher('alertname', source.name), ...of],
    target_matchers: [
      alternatives(
        'alertname',
        targets.map(({ name }) => name),
      ),
      ...of,
    ],
    equal: ['service', 'environment', 'slo', ...groups],
  };
}

/** Alertmanager reads one file, so that somebody has to put these rules into it. */
function howToMerge({ target }: GeneratorInput): string[] {
  const every = pathIn(
    target.directory,
    fillPath(layoutOf(target).inhibit_rule, { service: '*' }),
  );
  return [
    'Alertmanager has no include: add these rules to the inhibit_rules of its own',
    'file, for example with yq (the one that speaks jq), and check what comes out:',
    `  yq -y -s '.[0] * {inhibit_rules: [.[].inhibit_rules[]?]}' alertmanager.yml ${every} > merged.yml`,
    '  amtool check-config merged.yml',
  ];
}

function render(header: string[], inhibitions: Inhibition[]): string {
  const rules = inhibitions.flatMap(inhibition => inhibition.rules);
  const document = new Document({ inhibit_rules: rules });
  let first = 0;
  const without: string[] = [];
  for (const { rules: own, comment } of inhibitions) {
    const node = document.getIn(['inhibit_rules', first]);
    if (own.length > 0 && isMap(node)) node.commentBefore = ` ${comment}`;
    else without.push(comment);
    first += own.length;
  }
  const comments = [...header, ...without]
    .map(line => `# ${line}`.trimEnd())
    .join('\n');
  return `${comments}\n${document.toString({
    lineWidth: 0,
    singleQuote: true,
  })}`;
}
