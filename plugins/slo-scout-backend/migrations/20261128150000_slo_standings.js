// @ts-check

/**
 * How each SLO in force stands, as it was computed last, so that all of them can
 * be sorted and paged by the database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('slo_standings', table => {
    table.comment('of the worst part; computed anew after each measuring');
    table.string('environment', 255).notNullable();
    table.string('slo_id', 36).notNullable();
    table.integer('revision').notNullable().comment('that it is of');
    table.integer('parts').notNullable().comment('that have a budget');
    table.text('labels').notNullable().comment('of the worst part, as JSON');
    table.string('unit', 16).notNullable();
    table.datetime('since').nullable();
    table.datetime('measured_until').nullable();
    table.double('sli_5m').nullable();
    table.double('sli_1h').nullable();
    table.double('burn_rate_1h').nullable();
    table.double('budget_left').nullable();
    table.double('budget').nullable();
    table.datetime('computed_at').notNullable();
    table.primary(['environment', 'slo_id']);
  });
  // Of many revisions the lists of all entities want those in force, or drafts.
  await knex.schema.alterTable('slo_revisions', table => {
    table.index(['status', 'slo_id'], 'slo_revisions_status_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('slo_revisions', table => {
    table.dropIndex(['status', 'slo_id'], 'slo_revisions_status_idx');
  });
  await knex.schema.dropTable('slo_standings');
};
