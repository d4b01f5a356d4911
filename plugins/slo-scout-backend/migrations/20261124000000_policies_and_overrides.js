// @ts-check

/**
 * The history of policies says who allowed what: it is only ever added to.
 *
 * @param {import('knex').Knex} knex
 */
async function protectPolicyRevisions(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw(`
      CREATE FUNCTION policy_revisions_refuse_change() RETURNS trigger AS $$
      BEGIN
        RAISE EXCEPTION 'policy_revisions is append-only';
      END;
      $$ LANGUAGE plpgsql`);
    await knex.raw(`
      CREATE TRIGGER policy_revisions_no_change
      BEFORE UPDATE OR DELETE ON policy_revisions
      FOR EACH ROW EXECUTE FUNCTION policy_revisions_refuse_change()`);
    await knex.raw(`
      CREATE TRIGGER policy_revisions_no_truncate
      BEFORE TRUNCATE ON policy_revisions
      FOR EACH STATEMENT EXECUTE FUNCTION policy_revisions_refuse_change()`);
    return;
  }
  for (const event of ['UPDATE', 'DELETE']) {
    await knex.raw(`
      CREATE TRIGGER policy_revisions_no_${event.toLowerCase()}
      BEFORE ${event} ON policy_revisions
      BEGIN SELECT RAISE(ABORT, 'policy_revisions is append-only'); END`);
  }
  // INSERT OR REPLACE deletes without firing the delete trigger.
  await knex.raw(`
    CREATE TRIGGER policy_revisions_no_replace
    BEFORE INSERT ON policy_revisions
    WHEN EXISTS (
      SELECT 1 FROM policy_revisions WHERE seq = NEW.seq OR (
        scope_kind = NEW.scope_kind AND scope_name = NEW.scope_name
        AND source = NEW.source AND revision = NEW.revision
      )
    )
    BEGIN SELECT RAISE(ABORT, 'policy_revisions is append-only'); END`);
}

/** @param {import('knex').Knex} knex */
async function createPolicyTables(knex) {
  await knex.schema.createTable('policy_head', table => {
    table.comment('One row, locked by whoever changes a policy');
    table.integer('id').primary();
    table.integer('seq').notNullable();
  });
  await knex('policy_head').insert({ id: 1, seq: 0 });
  await knex.schema.createTable('policy_revisions', table => {
    table.integer('seq').primary().comment('over all policies, from 1');
    table
      .string('scope_kind', 16)
      .notNullable()
      .comment('global, environment, system or entity');
    table
      .string('scope_name', 512)
      .notNullable()
      .comment('environment or entity ref; empty for global');
    table.string('source', 16).notNullable().comment('config or portal');
    table
      .integer('revision')
      .notNullable()
      .comment('from 1, for each scope and source');
    table
      .text('settings')
      .notNullable()
      .comment('PolicySettings as JSON; null: taken out of the configuration');
    table.string('settings_hash', 64).notNullable();
    table.text('reason').notNullable();
    table.string('changed_by').notNullable();
    table.datetime('changed_at').notNullable();
    table.unique(['scope_kind', 'scope_name', 'source', 'revision'], {
      indexName: 'policy_revisions_uq',
    });
  });
  await protectPolicyRevisions(knex);
}

/** @param {import('knex').Knex} knex */
async function createOverrideTables(knex) {
  await knex.schema.createTable('policy_overrides', table => {
    table.string('id', 36).primary();
    table.string('entity_ref').notNullable().index('overrides_entity_idx');
    table.string('environment').notNullable();
    table.string('target').notNullable();
    table.string('bundle_hash', 64).notNullable();
    table
      .string('open_key', 64)
      .nullable()
      .unique({ indexName: 'overrides_open_uq' })
      .comment('bundle of the one override that may still be used');
    table.text('artifact_ids').notNullable();
    table
      .text('files')
      .notNullable()
      .comment('path and content hash of each; other content voids it');
    table
      .text('invariants')
      .notNullable()
      .comment('OverriddenInvariant[] as JSON');
    table
      .string('status', 16)
      .notNullable()
      .comment(
        'requested, approved, declined, withdrawn, expired, void or used',
      );
    table.text('reason').notNullable();
    table.text('ticket').nullable();
    table.string('requested_by').notNullable();
    table.datetime('requested_at').notNullable();
    table.integer('valid_hours').notNullable();
    table.datetime('expires_at').notNullable();
    table.string('approval_decision_id', 36).nullable();
    table.string('deploy_decision_id', 36).nullable();
    table
      .string('deployment_id', 36)
      .nullable()
      .index('overrides_deployment_idx');
  });
  await knex.schema.createTable('policy_override_decisions', table => {
    table
      .string('override_id', 36)
      .notNullable()
      .references('id')
      .inTable('policy_overrides')
      .onDelete('CASCADE');
    table.string('required_override', 32).notNullable();
    table.string('decision', 16).notNullable().comment('approve or decline');
    table.string('decided_by').notNullable();
    table.datetime('decided_at').notNullable();
    table.text('reason').nullable();
    table.primary(['override_id', 'required_override']);
  });
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await createPolicyTables(knex);
  await createOverrideTables(knex);
  await knex.schema.alterTable('policy_decisions', table => {
    table
      .text('facts')
      .nullable()
      .comment(
        'PolicyFacts as JSON, to judge again; null for decisions before this column',
      );
    table.index(['decided_at'], 'decisions_decided_at_idx');
  });
  await knex.schema.alterTable('deployments', table => {
    table.boolean('rollback_offered').notNullable().defaultTo(false);
    table.text('rollback_reason').nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Natively on both engines: knex would make SQLite's tables anew.
  await knex.raw('ALTER TABLE deployments DROP COLUMN rollback_reason');
  await knex.raw('ALTER TABLE deployments DROP COLUMN rollback_offered');
  await knex.raw('DROP INDEX decisions_decided_at_idx');
  await knex.raw('ALTER TABLE policy_decisions DROP COLUMN facts');
  for (const table of [
    'policy_override_decisions',
    'policy_overrides',
    'policy_revisions',
    'policy_head',
  ]) {
    await knex.schema.dropTable(table);
  }
  if (knex.client.config.client === 'pg') {
    await knex.raw('DROP FUNCTION policy_revisions_refuse_change()');
  }
};
