import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  timelineBars,
  timelineLegend,
  timelineOf,
} from './pullRequestTimeline';

const result = (start?: string, end?: string) =>
  ({ start, end } as DryRunResult);
const MONTH = result('2026-11-01T10:00:00Z', '2026-11-05T10:00:00Z');

describe('the timeline of a dry run', () => {
  it('has a bar a day, as high as the share of it that the alert fired', () => {
    const timeline = timelineOf([MONTH])!;
    expect(timelineLegend(timeline)).toBe(
      'Each bar is a day, from 2026-11-01 to 2026-11-05 (UTC); its height is the share of it in which the alert fired.',
    );
    expect(
      timelineBars(timeline, [
        // A minute, half a day over midnight, a whole day.
        { start: '2026-11-01T12:00:00Z', end: '2026-11-01T12:01:00Z' },
        { start: '2026-11-02T18:00:00Z', end: '2026-11-03T06:00:00Z' },
        { start: '2026-11-05T00:00:00Z', end: '2026-11-06T00:00:00Z' },
      ]),
    ).toBe('▂▃▃·█');
    expect(timelineBars(timeline, [])).toBe('·····');
  });

  it('shows a firing of no length', () => {
    const at = '2026-11-04T12:00:00Z';
    expect(timelineBars(timelineOf([MONTH])!, [{ start: at, end: at }])).toBe(
      '···▁·',
    );
  });

  it('puts several days into a bar where there are many', () => {
    const year = result('2025-11-25T00:00:00Z', '2026-11-24T12:00:00Z');
    const timeline = timelineOf([year, MONTH])!;
    expect(timelineBars(timeline, [])).toHaveLength(31);
    expect(timelineLegend(timeline)).toMatch(/^Each bar is 12 days, /);
  });

  it('is none where the range is not told', () => {
    expect(timelineOf([result()])).toBeUndefined();
    expect(timelineOf([result('x', 'y')])).toBeUndefined();
  });
});
