import type { AuditAction } from '@slo-scout/backstage-plugin-slo-scout-common';
import { anAuditEntry } from '../__testUtils__/fixtures';
import { auditStories, isBegun } from './auditStory';

type Happened = [action: AuditAction, payload: Record<string, unknown>];

/** Numbers of the entries of each story, and of those that belong to none. */
function told(...happened: Happened[]) {
  const entries = happened.map(([action, payload], i) =>
    anAuditEntry(i + 1, { action, payload }),
  );
  const { stories, others, shared } = auditStories(entries.reverse());
  return {
    stories: stories.map(story => story.entries.map(entry => entry.seq)),
    others: others.map(entry => entry.seq),
    shared: [...shared],
  };
}

const draft = (slo: string): Happened => ['slo_created', { slo_id: slo }];
const revised = (slo: string): Happened => ['slo_revised', { slo_id: slo }];
const inForce = (slo: string): Happened => ['slo_approved', { slo_id: slo }];
const generated = (id: string, files: string[], slos: string[]): Happened => [
  'artifacts_generated',
  {
    generation_id: id,
    slo_ids: slos,
    artifacts: files.map(file => ({ id: file, path: `${file}.yaml` })),
  },
];
const approved = (files: Array<[id: string, from: string]>): Happened => [
  'artifact_approval',
  {
    artifacts: files.map(([id, from]) => ({ id, generation_id: from })),
    bundle_hash: 'b1',
  },
];
const opened = (deployment: string, files: string[]): Happened => [
  'pr_created',
  { deployment_id: deployment, artifact_ids: files, bundle_hash: 'b1' },
];
const of = (action: AuditAction, deployment: string): Happened => [
  action,
  { deployment_id: deployment },
];

it('tells from the draft to drift, oldest first', () => {
  expect(
    told(
      draft('s'),
      inForce('s'),
      generated('g', ['f'], ['s']),
      approved([['f', 'g']]),
      opened('d', ['f']),
      of('deployment_completed', 'd'),
      of('deployment_live', 'd'),
      of('drift_found', 'd'),
    ),
  ).toEqual({ stories: [[1, 2, 3, 4, 5, 6, 7, 8]], others: [], shared: [] });
});

it('begins a story with each bundle; the one that moved last is first', () => {
  expect(
    told(
      generated('g1', ['f1'], []),
      generated('g2', ['f2'], []),
      approved([['f1', 'g1']]),
    ),
  ).toEqual({ stories: [[1, 3], [2]], others: [], shared: [] });
});

it('leaves out what belongs to no bundle, newest first', () => {
  expect(
    told(['policy_changed', { revision: 1 }], draft('unused'), [
      'slo_source_read',
      { url: 'a.yaml' },
    ]),
  ).toEqual({ stories: [], others: [3, 2, 1], shared: [] });
});

it('tells one approval of two bundles in both', () => {
  expect(
    told(
      generated('g1', ['f1'], []),
      generated('g2', ['f2'], []),
      approved([
        ['f1', 'g1'],
        ['f2', 'g2'],
      ]),
    ),
  ).toEqual({
    stories: [
      [1, 3],
      [2, 3],
    ],
    others: [],
    shared: [3],
  });
});

it('tells the approval of an SLO in each bundle that was made of it, not a draft that was not', () => {
  expect(
    told(
      draft('s'),
      inForce('s'),
      generated('g1', ['f1'], ['s']),
      revised('s'),
      generated('g2', ['f2'], ['s']),
    ),
  ).toEqual({
    stories: [
      [1, 2, 5],
      [1, 2, 3],
    ],
    others: [4],
    shared: [1, 2],
  });
});

it('goes on with a bundle that was generated again without a change', () => {
  expect(
    told(
      generated('g1', ['a', 'b'], []),
      generated('g2', ['b', 'a'], []),
      approved([['a', 'g1']]),
    ).stories,
  ).toEqual([[1, 2, 3]]);
});

it('gives a file that did not change to the bundle it was generated for last', () => {
  expect(
    told(
      generated('g1', ['old', 'runbook'], []),
      generated('g2', ['new', 'runbook'], []),
      approved([
        ['new', 'g2'],
        ['runbook', 'g1'],
      ]),
    ).stories,
  ).toEqual([[2, 3], [1]]);
});

it('tells attempts and overrides with the bundle, once it is known whose they are', () => {
  expect(
    told(
      generated('g', ['f'], []),
      ['override_requested', { override_id: 'o', bundle_hash: 'b1' }],
      ['override_approved', { override_id: 'o', bundle_hash: 'b1' }],
      approved([['f', 'g']]),
      of('pr_failed', 'd'),
      opened('d', ['f']),
      ['override_used', { override_id: 'o', deployment_id: 'd' }],
    ),
  ).toEqual({ stories: [[1, 2, 3, 4, 5, 6, 7]], others: [], shared: [] });
});

it('keeps an override with its bundle where other content voids it', () => {
  expect(
    told(
      generated('g1', ['f1'], []),
      approved([['f1', 'g1']]),
      ['override_requested', { override_id: 'o', bundle_hash: 'b1' }],
      ['override_voided', { override_id: 'o', generation_id: 'g2' }],
      generated('g2', ['f2'], []),
    ).stories,
  ).toEqual([[5], [1, 2, 3, 4]]);
});

it('makes a story of an end whose beginning is not loaded, and of a run without files', () => {
  expect(
    told(
      of('deployment_completed', 'd'),
      of('deployment_live', 'd'),
      ['generation_cancelled', { generation_id: 'g' }],
      ['generation_failed', { generation_id: 'g3', message: 'stopped' }],
    ).stories,
  ).toEqual([[4], [3], [1, 2]]);
});

const begun = (...happened: Happened[]) =>
  auditStories(
    happened.map(([action, payload], i) =>
      anAuditEntry(i + 1, { action, payload }),
    ),
  ).stories.map(story => story.begun);

const WHOLE = [
  draft('s'),
  inForce('s'),
  generated('g', ['f'], ['s']),
  approved([['f', 'g']]),
  opened('d', ['f']),
];

it.each([
  ['from the draft on', WHOLE, [true]],
  ['without the draft', WHOLE.slice(1), [false]],
  ['without the SLO', WHOLE.slice(2), [false]],
  ['without the generation', WHOLE.slice(3), [false]],
  [
    'of a draft of an SLO whose earlier revision is not loaded',
    [revised('s'), ...WHOLE.slice(1)],
    [true],
  ],
  ['of a generation that names no SLOs', [generated('g', ['f'], [])], [true]],
] as const)('knows whether it tells %s', (_, happened, expected) => {
  expect(begun(...happened)).toEqual(expected);
});

it('knows of an entry whether all of its stories are begun', () => {
  const entries = [
    ...[draft('s'), inForce('s'), generated('g1', ['f1'], ['s'])],
    ...[generated('g2', ['f2'], ['t'])],
    approved([
      ['f1', 'g1'],
      ['f2', 'g2'],
    ]),
  ].map(([action, payload], i) => anAuditEntry(i + 1, { action, payload }));
  expect([3, 4, 5].map(seq => isBegun(entries, seq))).toEqual([
    true,
    false,
    false,
  ]);
});
