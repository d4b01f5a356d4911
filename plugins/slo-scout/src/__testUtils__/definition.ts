import type {
  DocumentCheck,
  DocumentHistory,
  MetricLookup,
  MetricNames,
  SloTemplates,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleDocument } from '../documents/example';
import { aSlo } from './fixtures';

const nameIn = (document: string) =>
  /name: *["']?([\w.-]+)/.exec(document)?.[1] ?? 'slo';

/** Every document is all right, and each of its queries gives one series. */
export function answerCheck(document: string): DocumentCheck {
  const slo = nameIn(document);
  return {
    slos: [aSlo({ name: slo })],
    warnings: [],
    faults: [],
    notes: [],
    queries: (['bad', 'total'] as const).map(role => ({
      slo,
      role,
      query: 'x',
      series: 1,
    })),
  };
}

/** Thirty days in cells of an hour: 1 event in 1,000 is bad, on the 20th day 1 in 50. */
export function answerHistory(document: string): DocumentHistory {
  const total = Array.from({ length: 720 }, () => 1000);
  return {
    range_days: 30,
    events: [
      {
        slo: nameIn(document),
        labels: {},
        start: '2026-10-29T12:00:00Z',
        step_seconds: 3600,
        bad: total.map((_, hour) => (Math.floor(hour / 24) === 19 ? 20 : 1)),
        total,
      },
    ],
  };
}

export function theTemplates(): SloTemplates {
  return {
    looked_for: ['{service="payments-api"}'],
    templates: [
      {
        kind: 'availability',
        metric: 'http_requests_total',
        label: 'code',
        document: exampleDocument('payments-api').replaceAll(
          'http_success_rate',
          'availability',
        ),
      },
    ],
  };
}

export function answerLookup({ of, label }: MetricLookup): MetricNames {
  if (of === 'names') {
    return {
      values: ['http_requests_total'],
      complete: true,
      metadata: {
        http_requests_total: { type: 'counter', help: 'Requests answered.' },
      },
    };
  }
  const values = label === 'code' ? ['200', '500'] : ['payments-api'];
  return {
    values: of === 'labels' ? ['code', 'service'] : values,
    complete: true,
  };
}
