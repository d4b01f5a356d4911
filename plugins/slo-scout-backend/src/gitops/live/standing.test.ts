import type { StandingCheck } from '@slo-scout/backstage-plugin-slo-scout-common';
import { standingOf } from './standing';

const check = (state: StandingCheck['state']): StandingCheck => ({
  state,
  details: [],
});

describe('standing of a deployed bundle', () => {
  it.each([
    [null, 'as_approved', 'as_approved', 'live'],
    [null, 'as_approved', 'waiting', null],
    [null, 'as_approved', 'different', null],
    [null, 'as_approved', 'unknown', null],
    [null, 'unknown', 'as_approved', null],
    [null, 'different', 'as_approved', 'drifted'],
    ['live', 'as_approved', 'unknown', 'live'],
    ['live', 'unknown', 'unknown', 'live'],
    ['live', 'as_approved', 'different', 'drifted'],
    ['live', 'different', 'as_approved', 'drifted'],
    ['drifted', 'as_approved', 'unknown', 'drifted'],
    ['drifted', 'as_approved', 'different', 'drifted'],
    ['drifted', 'as_approved', 'as_approved', 'live'],
  ] as const)(
    '%s, repository %s, Prometheus %s: %s',
    (before, repository, prometheus, after) => {
      const checks = {
        repository: check(repository),
        prometheus: check(prometheus),
        grafana: null,
      };
      expect(standingOf(before, checks)).toBe(after);
    },
  );

  it('a bundle without rules is live once it is merged', () => {
    expect(
      standingOf(null, {
        repository: check('as_approved'),
        prometheus: null,
        grafana: null,
      }),
    ).toBe('live');
  });

  it('waits for Grafana where it is asked', () => {
    expect(
      standingOf(null, {
        repository: check('as_approved'),
        prometheus: check('as_approved'),
        grafana: check('different'),
      }),
    ).toBeNull();
  });
});
