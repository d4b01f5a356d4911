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
  await knex.schema.alterTable('deployments', table => {
    table.dropColumn('standing');
    table.dropColumn('live_at');
    table.dropColumn('checks');
  });
};
