import type { Entity } from '@backstage/catalog-model';
import type { SloState } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { exampleSpec } from '../../__testUtils__/examples';

export const SERVICES = 500;
export const SLOS_EACH = 10;
export const TEAMS = [
  'payments-team',
  'sre',
  'ledger-team',
  'guests',
  'finance',
];
const NOW = Date.now();
export const FRESH = NOW - 5 * 60_000;
const STALE = NOW - 3 * 3_600_000;

/** What is stored of one SLO; by its number, so that all values and ties occur. */
export interface Sample {
  id: string;
  entity_ref: string;
  name: string;
  team: string;
  left: number | null;
  burn: number | null;
  until: number | null;
  state: SloState;
}

function sampleOf(service: number, index: number): Sample {
  const n = service * SLOS_EACH + index;
  const unmeasured = n % 11 === 0;
  const stale = n % 13 === 0;
  // Steps of 1/64 are exact in binary: many SLOs have the same.
  const left = unmeasured ? null : 1 - (((n * 37) % 97) * 1) / 64;
  const burn = unmeasured || n % 7 === 0 ? null : ((n * 17) % 40) / 16;
  const until = unmeasured ? null : [FRESH, STALE][stale ? 1 : 0];
  const stateOf = (): SloState => {
    if (left === null) return 'unknown';
    if (left <= 0) return 'overspent';
    if (stale || burn === null) return 'unknown';
    return burn > 1 ? 'burning' : 'healthy';
  };
  return {
    id: `slo-${n}`,
    entity_ref: `component:default/service-${service}`,
    name: `objective_${index}${index === 3 ? '%' : ''}`,
    team: TEAMS[service % TEAMS.length],
    left,
    burn,
    until,
    state: stateOf(),
  };
}

export const SAMPLES = Array.from({ length: SERVICES }, (_, service) =>
  Array.from({ length: SLOS_EACH }, (__, index) => sampleOf(service, index)),
).flat();

export const ENTITIES: Entity[] = Array.from(
  { length: SERVICES },
  (_, service) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `service-${service}`, namespace: 'default' },
    spec: { type: 'service' },
    relations: [
      {
        type: 'ownedBy',
        targetRef: `group:default/${TEAMS[service % TEAMS.length]}`,
      },
    ],
  }),
);

/** Stores them, with revisions that are not in force beside them. */
export async function fill(db: Knex) {
  await db.batchInsert(
    'slos',
    SAMPLES.map(({ id, entity_ref, name }) => ({ id, entity_ref, name })),
    100,
  );
  const revision = (sample: Sample, number: number, status: string) => ({
    slo_id: sample.id,
    revision: number,
    status,
    spec: JSON.stringify(exampleSpec({ name: sample.name })),
    content_hash: 'c',
    document: 'kind: SLO\n',
    source_kind: 'api',
    created_at: new Date(NOW),
    created_by: 'user:default/author',
  });
  await db.batchInsert(
    'slo_revisions',
    SAMPLES.flatMap(sample => [
      revision(sample, 1, 'superseded'),
      revision(sample, 2, 'approved'),
    ]),
    50,
  );
  await db.batchInsert(
    'slo_standings',
    SAMPLES.filter(({ left }) => left !== null).map(sample => ({
      environment: 'production',
      slo_id: sample.id,
      revision: 2,
      parts: 1,
      labels: '{}',
      unit: 'events',
      since: new Date(STALE),
      measured_until: new Date(sample.until ?? 0),
      sli_1h: 0.999,
      burn_rate_1h: sample.burn,
      budget_left: sample.left,
      budget: 100,
      computed_at: new Date(NOW),
    })),
    50,
  );
  // Not in force: a draft only, and one that was retired.
  for (const [name, status] of [
    ['draft_only', 'draft'],
    ['was_retired', 'retired'],
  ]) {
    const [first] = SAMPLES;
    await db('slos').insert({
      ...{ id: name, entity_ref: first.entity_ref, name },
    });
    await db('slo_revisions').insert(
      revision({ ...first, id: name, name }, 1, status),
    );
  }
}
