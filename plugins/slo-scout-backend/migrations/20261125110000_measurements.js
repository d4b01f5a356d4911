// @ts-check

/**
 * What the portal measured itself, so that it outlives Prometheus' retention, and
 * what dry runs came to.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('measured_series', table => {
    table.comment('a part of an SLO in an environment, by the SLI it has');
    table.increments('id');
    table.string('slo_id', 36).notNullable();
    table.string('environment', 255).notNullable();
    table.string('query_hash', 64).notNullable().comment('hash of the SLI');
    table.text('labels').notNullable().comment('of the part, canonical JSON');
    table.string('labels_hash', 64).notNullable();
    table.string('unit', 16).notNullable().comment('events, seconds or other');
    table.unique(['slo_id', 'environment', 'query_hash', 'labels_hash']);
  });

  await knex.schema.createTable('measurement_progress', table => {
    table.string('slo_id', 36).notNullable();
    table.string('environment', 255).notNullable();
    table.string('query_hash', 64).notNullable();
    table
      .datetime('measured_until')
      .notNullable()
      .comment('whatever was there before this is stored');
    table.primary(['slo_id', 'environment', 'query_hash']);
  });

  // No foreign keys on the tables that TimescaleDB may turn into hypertables.
  await knex.schema.createTable('slo_measurements', table => {
    table.integer('series_id').notNullable();
    table.datetime('at').notNullable().comment('beginning of five minutes');
    table.double('bad').notNullable();
    table.double('total').notNullable();
    table.integer('revision').notNullable().comment('in force when measured');
    table.primary(['series_id', 'at']);
    table.index('at');
  });

  await knex.schema.createTable('slo_measurement_days', table => {
    table.comment('sums of slo_measurements; kept when those are deleted');
    table.integer('series_id').notNullable();
    table.string('day', 10).notNullable().comment('in UTC');
    table.double('bad').notNullable();
    table.double('total').notNullable();
    table.integer('cells').notNullable().comment('of 288 at most');
    table.primary(['series_id', 'day']);
  });

  await knex.schema.createTable('dry_run_results', table => {
    table.string('artifact_id', 36).notNullable();
    table.datetime('at').notNullable();
    table.integer('firings').notNullable();
    table.double('alerts_per_month').notNullable();
    table.double('coverage').notNullable();
    table.primary(['artifact_id', 'at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  if (knex.client.config.client === 'pg') {
    // A continuous aggregate of TimescaleDB goes with its table only if told to.
    await knex.raw('drop table slo_measurements cascade');
  } else {
    await knex.schema.dropTable('slo_measurements');
  }
  for (const table of [
    'dry_run_results',
    'slo_measurement_days',
    'measurement_progress',
    'measured_series',
  ]) {
    await knex.schema.dropTable(table);
  }
};
