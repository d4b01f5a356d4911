// @ts-check

/**
 * What stands: whether a merged bundle was loaded, and whether it still is what
 * was approved.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table
      .string('standing', 16)
      .nullable()
      .comment(
        'of a deployed one: live, drifted, or null while it is waited for',
      );
    table.datetime('live_at').nullable();
    table.text('checks').nullable().comment('DeploymentChecks as JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Natively on both engines: knex would make SQLite's table anew, which rows that
  // refer to it forbid.
  await knex.raw('ALTER TABLE deployments DROP COLUMN standing');
  await knex.raw('ALTER TABLE deployments DROP COLUMN live_at');
  await knex.raw('ALTER TABLE deployments DROP COLUMN checks');
};
