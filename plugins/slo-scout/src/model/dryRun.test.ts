import { aDryRun, anArtifact } from '../__testUtils__/fixtures';
import {
  alertHistory,
  alertRows,
  commonRange,
  examinedRange,
  longestFiring,
} from './dryRun';

it('counts each alert and tells namesakes apart by their labels', () => {
  const rows = alertRows(aDryRun());
  expect(rows.map(r => [r.alert, r.distinction, r.count])).toEqual([
    ['PaymentSuccessRateBudgetBurn', 'severity=critical', 2],
    ['PaymentSuccessRateBudgetBurn', 'severity=high', 1],
    ['PaymentSuccessRateNoData', '', 0],
  ]);
  expect(rows[0].averageSeconds).toBe(1350);
  expect(rows[0].perMonth).toBe(2);
  expect(rows[2].averageSeconds).toBe(0);
});

it('scales a shorter range to a month', () => {
  expect(alertRows(aDryRun({ range_days: 10 }))[0].perMonth).toBe(6);
});

it('finds the examined range, with or without its stamps', () => {
  const { start, end } = aDryRun();
  expect(examinedRange(aDryRun())).toEqual({
    start: Date.parse(start!),
    end: Date.parse(end!),
  });
  expect(examinedRange(aDryRun({ start: undefined, end: undefined }))).toEqual({
    start: Date.parse('2026-10-16T21:20:00Z'),
    end: Date.parse('2026-11-15T21:20:00Z'),
  });
  expect(
    examinedRange(aDryRun({ end: undefined, alerts: [] })),
  ).toBeUndefined();
});

it('sums up what a service would have been paged for', () => {
  expect(
    alertHistory([anArtifact('runbook'), anArtifact('alert_rule')]),
  ).toEqual({
    rangeDays: 30,
    firings: 3,
    averageSeconds: 1500,
    lastFiring: '2026-11-15T21:05:00Z',
    conclusive: true,
    inconclusive: undefined,
  });
  expect(alertHistory([anArtifact('runbook')])).toBeUndefined();
});

it('never takes inconclusive for quiet', () => {
  const dry_run_result = aDryRun({
    verdict: 'inconclusive',
    reason: 'Prometheus did not answer',
    alerts: [],
  });
  expect(
    alertHistory([anArtifact('alert_rule', { dry_run_result })]),
  ).toMatchObject({ conclusive: false, inconclusive: dry_run_result });
});

it('puts several results on one axis', () => {
  const early = aDryRun({ start: '2026-10-20T12:00:00Z' });
  expect(commonRange([aDryRun(), early])).toEqual({
    start: Date.parse('2026-10-20T12:00:00Z'),
    end: Date.parse('2026-11-23T12:00:00Z'),
  });
  expect(commonRange([])).toBeUndefined();
});

it('finds the longest firing', () => {
  expect(longestFiring(aDryRun())).toBe(1800);
  expect(longestFiring(aDryRun({ alerts: [] }))).toBeUndefined();
});
