// @ts-check

/**
 * When a pull request was opened and merged, and by whom: the Git host tells it,
 * and the portal notices a merge only later.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.datetime('opened_at').nullable();
    table.datetime('merged_at').nullable();
    table.string('merged_by', 255).nullable().comment('login at the Git host');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Natively on both engines: knex would make SQLite's table anew, which rows that
  // refer to it forbid.
  for (const column of ['merged_by', 'merged_at', 'opened_at']) {
    await knex.raw('ALTER TABLE deployments DROP COLUMN ??', [column]);
  }
};
