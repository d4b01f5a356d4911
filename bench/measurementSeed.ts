import type { Entity } from '@backstage/catalog-model';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { hashOf } from '../plugins/slo-scout-backend/src/hash';
import { CELL_SECONDS } from '../plugins/slo-scout-backend/src/measurements/measurement';
import { queryHashOf } from '../plugins/slo-scout-backend/src/measurements/measurementPlan';
import { SLOS_EACH } from './generatePhases';
import { component, ENVIRONMENT, generatorInputs } from './subject';

export interface Organisation {
  entities: Entity[];
  slos: Slo[];
}

/** Services of ten SLOs each. */
export function organisation(count: number): Organisation {
  const inputs = generatorInputs(count, SLOS_EACH, 'http://localhost:9090');
  return {
    entities: inputs.map(({ service }) => ({
      ...component,
      metadata: { ...component.metadata, name: service.name },
    })),
    slos: inputs.flatMap(({ slos }) => slos),
  };
}

/**
 * SLOs in force whose days were measured until an instant, in the order in which
 * a portal that measures every five minutes would have written them.
 */
export async function seed(
  db: Knex,
  slos: Slo[],
  time: { until: number; days: number },
): Promise<void> {
  await seedSlos(db, slos);
  await db.batchInsert(
    'measured_series',
    slos.map(slo => ({
      ...indicatorOf(slo),
      labels: '{}',
      labels_hash: hashOf({}),
      unit: slo.sli.kind === 'ratio' ? 'events' : 'seconds',
    })),
    500,
  );
  await db.batchInsert(
    'measurement_progress',
    slos.map(slo => ({
      ...indicatorOf(slo),
      measured_until: new Date(time.until * 1000),
    })),
    500,
  );
  await seedCells(db, slos.length, time);
}

function indicatorOf(slo: Slo) {
  return {
    slo_id: slo.id,
    environment: ENVIRONMENT,
    query_hash: queryHashOf(slo),
  };
}

async function seedSlos(db: Knex, slos: Slo[]) {
  await db.batchInsert(
    'slos',
    slos.map(({ id, entity_ref, name }) => ({ id, entity_ref, name })),
    500,
  );
  await db.batchInsert(
    'slo_revisions',
    slos.map(slo => ({
      slo_id: slo.id,
      revision: slo.revision,
      status: slo.status,
      spec: JSON.stringify(slo),
      content_hash: slo.content_hash,
      document: '',
      source_kind: 'api',
      created_at: slo.created_at,
      created_by: slo.created_by,
    })),
    500,
  );
}

/** By the server itself, which makes the indexes at the end. */
async function seedCells(
  db: Knex,
  series: number,
  { until, days }: { until: number; days: number },
) {
  const cells = (days * 86_400) / CELL_SECONDS;
  const first = until - cells * CELL_SECONDS;
  await db.transaction(async tx => {
    await tx.raw(`set local maintenance_work_mem = '1GB'`);
    // Written once: a log of it would double what is written.
    await tx.raw('alter table slo_measurements set unlogged');
    await tx.schema.alterTable('slo_measurements', table => {
      table.dropPrimary();
      table.dropIndex('at');
    });
    await tx.raw(`do $$ begin
      for n in 0 .. ${cells - 1} loop
        insert into slo_measurements (series_id, at, bad, total, revision)
        select id, to_timestamp(${first} + n * ${CELL_SECONDS}), id % 5, 1000, 1
        from measured_series order by id;
      end loop;
    end $$`);
    await tx.schema.alterTable('slo_measurements', table => {
      table.primary(['series_id', 'at']);
      table.index('at');
    });
    await tx.raw(
      `insert into slo_measurement_days (series_id, day, bad, total, cells)
       select id, to_char(day, 'YYYY-MM-DD'), cells * (id % 5), cells * 1000, cells
       from measured_series, (
         select date_trunc('day', at at time zone 'UTC') as day, count(*) as cells
         from slo_measurements where series_id = 1 group by 1
       ) as days`,
    );
  });
  await db.raw('vacuum analyze');
  const [{ n }] = await db('slo_measurements').count({ n: '*' });
  if (Number(n) !== series * cells) throw new Error(`There are ${n} cells`);
}
