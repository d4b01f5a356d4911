// @ts-check

/**
 * What a Git host refused without harm when a pull request was opened: an unknown
 * reviewer, a label.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.text('notes').nullable().comment('sentences, as JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Natively on both engines: knex would make SQLite's table anew, which rows that
  // refer to it forbid.
  await knex.raw('ALTER TABLE deployments DROP COLUMN notes');
};
