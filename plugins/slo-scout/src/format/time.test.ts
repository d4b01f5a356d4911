import { viewerIn } from '../__testUtils__/viewerIn';
import { showLanguage } from './language';
import {
  fromTimeField,
  readableTime,
  tickForm,
  timeTip,
  toTimeField,
  withZonedTimes,
  zonedTime,
} from './time';

const INSTANT = '2026-11-23T20:04:05Z';

describe.each([
  ['Asia/Kolkata', '24 Nov 2026, 01:34', 'GMT+5:30', '24 Nov'],
  ['America/New_York', '23 Nov 2026, 15:04', 'GMT-5', '23 Nov'],
  ['Europe/Berlin', '23 Nov 2026, 21:04', 'CET', '23 Nov'],
  ['UTC', '23 Nov 2026, 20:04', 'UTC', '23 Nov'],
])('for a viewer in %s', (zone, local, name, day) => {
  viewerIn(zone);

  it('shows the time there, and UTC beside it', () => {
    expect(readableTime(INSTANT)).toEqual({
      local,
      utc: '2026-11-23 20:04:05 UTC',
      rfc3339: '2026-11-23T20:04:05.000Z',
    });
    expect(timeTip(INSTANT)).toBe(`${local} · 2026-11-23 20:04:05 UTC`);
  });

  it('names the zone where nothing can be hovered over', () => {
    expect(zonedTime(Date.parse(INSTANT))).toBe(`${local} ${name}`);
    expect(withZonedTimes(`Not before ${INSTANT}: wait.`)).toBe(
      `Not before ${local} ${name}: wait.`,
    );
  });

  it('labels axes by the days there', () => {
    expect(readableTime(INSTANT, 'day')?.local).toBe(day);
    expect(readableTime(INSTANT, 'tick')?.local).toBe(
      `${day}\n${local.slice(-5)}`,
    );
  });

  it('reads and fills the field of a browser', () => {
    const field = toTimeField(INSTANT);
    expect(field).toBe(`2026-11-${day.slice(0, 2)}T${local.slice(-5)}`);
    expect(fromTimeField(field)).toBe('2026-11-23T20:04:00.000Z');
  });
});

describe('where clocks are set back', () => {
  viewerIn('America/New_York');

  it.each([
    ['2026-11-01T04:59:00Z', '1 Nov 2026, 00:59'],
    ['2026-11-01T05:30:00Z', '1 Nov 2026, 01:30 GMT-4'],
    ['2026-11-01T06:30:00Z', '1 Nov 2026, 01:30 GMT-5'],
    ['2026-11-01T07:00:00Z', '1 Nov 2026, 02:00'],
    // Set forward: no minute comes twice.
    ['2026-03-08T06:59:00Z', '8 Mar 2026, 01:59'],
    ['2026-03-08T07:00:00Z', '8 Mar 2026, 03:00'],
  ])('%s is %s', (instant, local) => {
    expect(readableTime(instant)?.local).toBe(local);
  });
});

describe('where clocks are set back by half an hour', () => {
  viewerIn('Australia/Lord_Howe');

  it.each([
    ['2026-04-04T14:45:00Z', '5 Apr 2026, 01:45 GMT+11'],
    ['2026-04-04T15:15:00Z', '5 Apr 2026, 01:45 GMT+10:30'],
    ['2026-04-04T15:45:00Z', '5 Apr 2026, 02:15'],
  ])('%s is %s', (instant, local) => {
    expect(readableTime(instant)?.local).toBe(local);
  });
});

it.each(['yesterday', '', NaN, Infinity, 1e20])('%p is no time', value => {
  expect(readableTime(value)).toBeUndefined();
  expect(zonedTime(value)).toBe(String(value));
  expect(timeTip(value)).toBe(String(value));
});

it('leaves a field empty that has no time', () => {
  expect(toTimeField(undefined)).toBe('');
  expect(toTimeField('yesterday')).toBe('');
  expect(fromTimeField('')).toBeUndefined();
});

it('names the hour on an axis of few days only', () => {
  expect(tickForm(30 * 86_400_000)).toBe('day');
  expect(tickForm(86_400_000)).toBe('tick');
});

describe('in German', () => {
  viewerIn('Europe/Berlin');
  beforeEach(() => showLanguage('de-DE'));
  afterEach(() => showLanguage('en-GB'));

  it('names months and zones in German and keeps UTC as it is in logs', () => {
    expect(readableTime('2026-10-03T08:10:00Z')).toMatchObject({
      local: '3. Okt. 2026, 10:10',
      utc: '2026-10-03 08:10:00 UTC',
    });
    expect(zonedTime('2026-10-03T08:10:00Z')).toBe('3. Okt. 2026, 10:10 MESZ');
    expect(readableTime('2026-12-03T08:10:00Z', 'day')?.local).toBe('3. Dez.');
  });
});
