import { aDryRun } from '../__testUtils__/fixtures';
import { aReplay } from '../__testUtils__/replays';
import { dryRunFileName, firingsCsv } from './dryRunFiles';

it('has a row for every firing', () => {
  const lines = firingsCsv(aReplay(() => true))
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe(
    'alert,labels,start,end,duration_seconds,peak,breach_start,seconds_to_fire,budget_burnt,budget_left,open_at_start,open_at_end',
  );
  expect(lines[1]).toBe(
    'PaymentSuccessRateBudgetBurn,severity=critical slo=payment_success_rate,2026-11-03T08:02:00Z,2026-11-03T08:30:00Z,1680,30,2026-11-03T08:00:00Z,120,0.03,0.62,false,false',
  );
});

it('leaves empty what older dry runs do not say', () => {
  const [, first] = firingsCsv(aDryRun()).split('\r\n');
  expect(first).toMatch(/,1800,22\.41,,,,,false,false$/);
});

it('lets no label run in a spreadsheet', () => {
  const [burn] = aDryRun().alerts;
  const evil = aDryRun({ alerts: [{ ...burn, alert: '=cmd|x' }] });
  expect(firingsCsv(evil)).toContain("\r\n'=cmd|x,");
});

it('names files after what was examined, and when', () => {
  expect(dryRunFileName('payments-api', aDryRun(), 'csv')).toBe(
    'payments-api-dry-run-2026-11-23.csv',
  );
  expect(dryRunFileName('../a b', aDryRun({ end: undefined }), 'json')).toBe(
    '..-a-b-dry-run.json',
  );
});
