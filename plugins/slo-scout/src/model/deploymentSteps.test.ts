import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import { aBundle, aDeployment } from '../__testUtils__/fixtures';
import { stepsOf } from './deploymentSteps';

const OPEN = { pr_number: 12, opened_at: '2026-11-23T12:06:00Z' };
const NONE = { pr_number: null, pr_url: null };
const MERGED = {
  ...OPEN,
  merged_at: '2026-11-23T12:30:00Z',
  merged_by: 'ana',
  deployed_at: '2026-11-23T12:31:00Z',
};
const LIVE = { ...MERGED, live_at: '2026-11-23T12:32:00Z' };
const branch = (state: 'different' | 'as_approved'): Partial<Deployment> => ({
  checks: {
    repository: { state, details: [] },
    prometheus: { state: 'different', details: [] },
    grafana: null,
  },
});

it.each<[string, Partial<Deployment>, string]>([
  ['opening', { ...NONE, status: 'opening' }, 'done current ahead ahead ahead'],
  [
    'waiting for the host',
    { ...NONE, status: 'opening', error: 'limit', retry_at: OPEN.opened_at },
    'done current ahead ahead ahead',
  ],
  [
    'refused by the host',
    { ...NONE, status: 'opening', error: 'no' },
    'done stuck ahead ahead ahead',
  ],
  [
    'closed before it was opened',
    { ...NONE, status: 'closed', error: 'no' },
    'done stuck ahead ahead ahead',
  ],
  ['open', { ...OPEN, status: 'pending_pr' }, 'done done current ahead ahead'],
  [
    'in conflict',
    { ...OPEN, status: 'conflict' },
    'done done stuck ahead ahead',
  ],
  ['closed', { ...OPEN, status: 'closed' }, 'done done stuck ahead ahead'],
  [
    'deployed',
    { ...MERGED, status: 'deployed' },
    'done done done done current',
  ],
  ['live', { ...LIVE, status: 'live' }, 'done done done done done'],
  [
    'there without a pull request',
    {
      ...NONE,
      status: 'live',
      deployed_at: LIVE.live_at,
      live_at: LIVE.live_at,
    },
    'done skipped skipped done done',
  ],
  [
    'changed on the branch',
    { ...LIVE, ...branch('different'), status: 'drifted' },
    'done done done stuck ahead',
  ],
  [
    'not what Prometheus has',
    { ...LIVE, ...branch('as_approved'), status: 'drifted' },
    'done done done done stuck',
  ],
  [
    'taken back',
    { ...LIVE, ...branch('different'), status: 'reverted' },
    'done done done stuck ahead',
  ],
  [
    'superseded before its merge',
    { ...OPEN, status: 'superseded' },
    'done done ahead ahead ahead',
  ],
  [
    'superseded while live',
    { ...LIVE, status: 'superseded' },
    'done done done done done',
  ],
])('knows where one stands that is %s', (_, over, expected) => {
  const steps = stepsOf(aDeployment(over), aBundle());
  expect(steps.map(({ state }) => state).join(' ')).toBe(expected);
});

it('has the time of each step, and who took it', () => {
  const [one, two, ...rest] = aBundle();
  const files = [
    {
      ...one,
      approved_by: 'user:default/sre',
      approved_at: '2026-11-23T12:02:00Z',
    },
    {
      ...two,
      approved_by: 'user:default/senior',
      approved_at: '2026-11-23T12:04:00Z',
    },
    ...rest.map(file => ({ ...file, approved_by: null, approved_at: null })),
  ];
  const steps = stepsOf(aDeployment({ ...LIVE, status: 'live' }), files);
  expect(steps.map(({ name, at, by }) => [name, at, by])).toEqual([
    [
      'approved',
      '2026-11-23T12:04:00Z',
      ['user:default/senior', 'user:default/sre'],
    ],
    ['pullRequest', OPEN.opened_at, ['user:default/sre']],
    ['merged', MERGED.merged_at, ['ana']],
    ['deployed', MERGED.deployed_at, []],
    ['live', LIVE.live_at, []],
  ]);
});
