import { type Sentence, sentence } from '../../sentences';
import type { ServerFacts } from '../../prometheus';
import type { DryRunRequest } from './dryRun';
import { round } from './round';

const DAY = 86_400;

/** What there is to know of how it was examined. */
export function notesOf(
  request: Pick<DryRunRequest, 'alerts' | 'rangeSeconds'>,
  facts: ServerFacts,
  /** Where in its interval a group is evaluated. */
  phases: 'known' | 'unknown',
): Sentence[] {
  const { rangeSeconds } = request;
  const rules = [...request.alerts.values()].flat();
  const changing = rules
    .filter(({ labels }) =>
      Object.values(labels).some(text => /\$value|\.Value/.test(text)),
    )
    .map(({ alert }) => alert);
  const lookBack = facts.retentionSeconds ?? Infinity;
  return [
    ...(phases === 'known'
      ? []
      : [
          sentence(
            'dry_run.ticks',
            {},
            'Ticks are taken at multiples of the interval: where in it Prometheus evaluates a group follows from the path of its file. Starts and ends may be off by less than an interval.',
          ),
        ]),
    ...(changing.length > 0
      ? [
          sentence(
            'dry_run.value_in_label',
            { alerts: changing },
            `The value stands in a label of ${changing.join(
              ', ',
            )}: each new value is a new alert, and starts anew.`,
          ),
        ]
      : []),
    ...(lookBack < rangeSeconds
      ? [keptFor(round(lookBack / DAY), round(rangeSeconds / DAY))]
      : []),
  ];
}

function keptFor(kept: number, days: number): Sentence {
  return sentence(
    'dry_run.retention',
    { kept, days },
    `Prometheus keeps data for ${kept} of the ${days} days.`,
  );
}
