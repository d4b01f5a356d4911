import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleRuleFile } from './__testUtils__/ruleFiles';
import { changesOf } from './bundleRules';
import { pagesPerWeek, replacedRules, teamsPaged } from './people';

const PAGING = ['critical', 'high'];

const alert = (name: string, severity: string, owner?: string) => ({
  alert: name,
  expr: 'up == 0',
  labels: { severity, ...(owner ? { owner } : {}) },
});
const fired = (name: string, times: number) => ({
  alert: name,
  labels: {},
  firings: Array.from({ length: times }, () => ({
    start: '2026-11-01T00:00:00Z',
    end: '2026-11-01T00:05:00Z',
    duration_seconds: 300,
    peak: 1,
  })),
});
const file = (run: Partial<DryRunResult> | null) =>
  exampleRuleFile(
    'alert_rule',
    [
      alert('A', 'critical', 'payments'),
      alert('B', 'high'),
      alert('C', 'low', 'somebody-else'),
    ],
    '30s',
    run,
  );

describe('people', () => {
  it('names the teams that are paged', () => {
    expect(teamsPaged(changesOf([file(null)], []), PAGING).value).toEqual([
      'nobody named',
      'payments',
    ]);
  });

  it('counts pages in a week, and no tickets', () => {
    const artifact = file({
      verdict: 'passed',
      range_days: 28,
      alerts: [fired('A', 3), fired('A', 1), fired('B', 4), fired('C', 99)],
    });
    expect(
      pagesPerWeek(changesOf([artifact], []), [artifact], PAGING).value,
    ).toBe(2);
  });

  it.each([
    ['never ran', null],
    [
      'is inconclusive',
      { verdict: 'inconclusive', range_days: 30, alerts: [] },
    ],
    ['saw no time', { verdict: 'passed', range_days: 0, alerts: [] }],
  ] as const)('does not know the pages where the dry run %s', (_, run) => {
    const artifact = file(run as Partial<DryRunResult> | null);
    expect(
      pagesPerWeek(changesOf([artifact], []), [artifact], PAGING),
    ).toMatchObject({
      value: null,
      unknown_reason: expect.stringContaining('is inconclusive'),
    });
  });

  it('has no pages without alerts that page', () => {
    const quiet = exampleRuleFile('alert_rule', [alert('C', 'low')]);
    const changes = changesOf([quiet], []);
    expect(pagesPerWeek(changes, [quiet], PAGING).value).toBe(0);
    expect(teamsPaged(changes, PAGING).value).toEqual([]);
  });

  it('names the rules that change or go', () => {
    const before = exampleRuleFile('alert_rule', [
      alert('A', 'low'),
      alert('C', 'low', 'somebody-else'),
      alert('D', 'low'),
    ]);
    expect(replacedRules(changesOf([file(null)], [before])).value).toEqual([
      'A',
      'D',
    ]);
  });
});
