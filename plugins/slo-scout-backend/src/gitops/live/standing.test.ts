import type {
  DeploymentChecks,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { remembering, standingOf, type Standing } from './standing';

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
    ['drifted', 'as_approved', 'unknown', null],
    ['reverted', 'as_approved', 'unknown', null],
    ['drifted', 'as_approved', 'waiting', 'drifted'],
    ['drifted', 'unknown', 'unknown', 'drifted'],
    ['drifted', 'unknown', 'as_approved', 'drifted'],
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

  /** What becomes of it in rounds of what the repository and Prometheus say. */
  const after = (
    rounds: Array<[StandingCheck['state'], StandingCheck['state']]>,
  ): Standing => {
    let known: DeploymentChecks | null = null;
    let standing: Standing = 'live';
    for (const [repository, prometheus] of rounds) {
      known = remembering(known, {
        repository: check(repository),
        prometheus: check(prometheus),
        grafana: null,
      });
      standing = standingOf(standing, known);
    }
    return standing;
  };

  it('has drifted while a place that differed cannot be asked', () => {
    const loaded = ['different', 'different'] as const;
    const away = ['as_approved', 'unknown'] as const;
    expect(after([[...loaded], [...away], [...away]])).toBe('drifted');
    expect(after([[...loaded], [...away], ['as_approved', 'waiting']])).toBe(
      'drifted',
    );
    expect(
      after([
        [...loaded],
        [...away],
        ['as_approved', 'as_approved'],
        [...away],
      ]),
    ).toBe('live');
  });

  it('is only merged again where nobody ever saw it loaded otherwise', () => {
    const edited = ['different', 'unknown'] as const;
    expect(after([[...edited], ['as_approved', 'unknown']])).toBeNull();
    // Also where the Git host was away when it was undone.
    expect(
      after([[...edited], ['unknown', 'unknown'], ['as_approved', 'unknown']]),
    ).toBeNull();
  });
});
