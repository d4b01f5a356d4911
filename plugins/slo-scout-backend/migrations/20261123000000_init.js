// @ts-check

/**
 * The audit log refuses change by triggers, so that not even the plugin's own
 * connection can rewrite it.
 *
 * @param {import('knex').Knex} knex
 */
async function protectAuditLog(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw(`
      CREATE FUNCTION audit_log_refuse_change() RETURNS trigger AS $$
      BEGIN
        RAISE EXCEPTION 'audit_log is append-only';
      END;
      $$ LANGUAGE plpgsql`);
    await knex.raw(`
      CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE ON audit_log
      FOR EACH ROW EXECUTE FUNCTION audit_log_refuse_change()`);
    await knex.raw(`
      CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log
      FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse_change()`);
    return;
  }
  for (const event of ['UPDATE', 'DELETE']) {
    await knex.raw(`
      CREATE TRIGGER audit_log_no_${event.toLowerCase()} BEFORE ${event} ON audit_log
      BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END`);
  }
  // INSERT OR REPLACE deletes without firing the delete trigger.
  await knex.raw(`
    CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log
    WHEN EXISTS (SELECT 1 FROM audit_log WHERE seq = NEW.seq OR id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END`);
}

/** @param {import('knex').Knex} knex */
async function createSloTables(knex) {
  await knex.schema.createTable('slos', table => {
    table.string('id', 36).primary();
    table.string('entity_ref').notNullable();
    table.string('name', 63).notNullable();
    table.unique(['entity_ref', 'name'], { indexName: 'slos_entity_name_uq' });
  });
  await knex.schema.createTable('slo_revisions', table => {
    table
      .string('slo_id', 36)
      .notNullable()
      .references('id')
      .inTable('slos')
      .onDelete('CASCADE');
    table.integer('revision').notNullable();
    table
      .string('status', 16)
      .notNullable()
      .comment('draft, approved, superseded or retired');
    table.text('spec').notNullable().comment('SloSpec as JSON');
    table.string('content_hash', 64).notNullable();
    table.text('document').notNullable().comment('as it was written');
    table.string('source_kind', 16).notNullable();
    table.text('source_location').nullable();
    table.datetime('created_at').notNullable();
    table.string('created_by').notNullable();
    table.datetime('decided_at').nullable();
    table.string('decided_by').nullable();
    table.primary(['slo_id', 'revision']);
  });
  await knex.schema.createTable('slo_documents', table => {
    table.comment('Annotated files, as they were read last');
    table.string('entity_ref').primary();
    table.text('url').notNullable();
    table.string('content_hash', 64).notNullable();
    table.text('error').nullable();
    table.datetime('read_at').notNullable();
  });
}

/** @param {import('knex').Knex} knex */
async function createArtifactTables(knex) {
  await knex.schema.createTable('generations', table => {
    table.string('id', 36).primary();
    table.string('entity_ref').notNullable().index('generations_entity_idx');
    table.string('environment').notNullable();
    table.string('target').notNullable();
    table.text('slo_ids').notNullable();
    table.text('artifact_types').notNullable();
    table.string('status', 16).notNullable();
    table.text('steps').notNullable();
    table.text('notes').notNullable();
    table.text('error').nullable();
    table.datetime('created_at').notNullable();
    table.string('created_by').notNullable();
    table.datetime('finished_at').nullable();
  });
  await knex.schema.createTable('deployments', table => {
    table.string('id', 36).primary();
    table.string('entity_ref').notNullable().index('deployments_entity_idx');
    table.string('environment').notNullable();
    table.string('target').notNullable();
    table.string('repo').notNullable();
    table.string('base_branch').notNullable();
    table.string('branch_name').notNullable();
    table.string('bundle_hash', 64).notNullable();
    table
      .string('active_key')
      .nullable()
      .unique({ indexName: 'deployments_active_uq' })
      .comment('one open deployment for a bundle and target; null once ended');
    table
      .text('plan')
      .notNullable()
      .comment('the pull request, fixed at start');
    table.string('status', 16).notNullable().index('deployments_status_idx');
    table.integer('pr_number').nullable();
    table.text('pr_url').nullable();
    table.string('commit_sha', 64).nullable();
    table.string('merge_commit_sha', 64).nullable();
    table.datetime('retry_at').nullable();
    table.text('error').nullable();
    table.datetime('created_at').notNullable();
    table.string('created_by').notNullable();
    table.datetime('deployed_at').nullable();
    table.index(['repo', 'pr_number'], 'deployments_pr_idx');
  });
  await knex.schema.createTable('artifacts', table => {
    table.string('id', 36).primary();
    table.string('type', 32).notNullable();
    table.string('entity_ref').notNullable();
    table.string('environment').notNullable();
    table.string('target').notNullable();
    table.string('path', 512).notNullable();
    table.text('content').notNullable();
    table.string('content_hash', 64).notNullable();
    table.text('slo_refs').notNullable();
    table.string('approval_status', 16).notNullable();
    table.string('approved_by').nullable();
    table.datetime('approved_at').nullable();
    table
      .string('approved_verdict_id', 36)
      .nullable()
      .comment('the verdict the approval rested on');
    table.text('rejected_reason').nullable();
    table.string('deployment_status', 16).notNullable();
    table
      .string('deployment_id', 36)
      .nullable()
      .references('id')
      .inTable('deployments');
    table.datetime('created_at').notNullable();
    table.string('created_by').notNullable();
    table.unique(
      ['entity_ref', 'environment', 'target', 'path', 'content_hash'],
      { indexName: 'artifacts_identity_uq' },
    );
  });
  await knex.schema.createTable('verdicts', table => {
    table.string('id', 36).primary();
    table
      .string('generation_id', 36)
      .notNullable()
      .references('id')
      .inTable('generations')
      .onDelete('CASCADE');
    table
      .string('artifact_id', 36)
      .notNullable()
      .references('id')
      .inTable('artifacts')
      .onDelete('CASCADE')
      .index('verdicts_artifact_idx');
    table.string('status', 16).notNullable();
    table.text('errors').notNullable();
    table.text('dry_run').nullable();
    table.bigInteger('position').notNullable().comment('order of judgement');
    table.unique(['generation_id', 'artifact_id'], {
      indexName: 'verdicts_generation_artifact_uq',
    });
  });
  await knex.schema.createTable('deployment_artifacts', table => {
    table
      .string('deployment_id', 36)
      .notNullable()
      .references('id')
      .inTable('deployments')
      .onDelete('CASCADE');
    table
      .string('artifact_id', 36)
      .notNullable()
      .references('id')
      .inTable('artifacts');
    table.primary(['deployment_id', 'artifact_id']);
  });
}

/** @param {import('knex').Knex} knex */
async function createPolicyAndAuditTables(knex) {
  await knex.schema.createTable('policy_decisions', table => {
    table.string('id', 36).primary();
    table.string('entity_ref').notNullable();
    table.string('phase', 16).notNullable();
    table.string('outcome', 16).notNullable();
    table.string('bundle_hash', 64).notNullable().index('decisions_bundle_idx');
    table.text('decision').notNullable().comment('PolicyDecision as JSON');
    table.string('actor').notNullable();
    table.datetime('decided_at').notNullable();
  });
  await knex.schema.createTable('audit_log', table => {
    table.integer('seq').primary().comment('gap-free, from 1');
    table
      .string('id', 36)
      .notNullable()
      .unique({ indexName: 'audit_log_id_uq' });
    table
      .string('occurred_at', 32)
      .notNullable()
      .comment('RFC 3339, as hashed');
    table.string('actor').notNullable();
    table.string('action', 64).notNullable().index('audit_log_action_idx');
    table.string('entity_ref').nullable().index('audit_log_entity_idx');
    table.text('payload').notNullable().comment('canonical JSON (RFC 8785)');
    table.string('prev_hash', 64).notNullable();
    table.string('hash', 64).notNullable();
  });
  await knex.schema.createTable('audit_head', table => {
    table.comment('One row, locked by whoever appends');
    table.integer('id').primary();
    table.integer('seq').notNullable();
    table.string('hash', 64).notNullable();
  });
  await knex('audit_head').insert({ id: 1, seq: 0, hash: '0'.repeat(64) });
  await protectAuditLog(knex);
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await createSloTables(knex);
  await createArtifactTables(knex);
  await createPolicyAndAuditTables(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const [{ entries }] = await knex('audit_log').count({ entries: '*' });
  if (Number(entries) > 0) {
    throw new Error(
      `audit_log holds ${entries} entries and is never dropped with them. Export it, then drop the table by hand.`,
    );
  }
  for (const table of [
    'audit_log',
    'audit_head',
    'policy_decisions',
    'deployment_artifacts',
    'verdicts',
    'artifacts',
    'deployments',
    'generations',
    'slo_documents',
    'slo_revisions',
    'slos',
  ]) {
    await knex.schema.dropTable(table);
  }
  if (knex.client.config.client === 'pg') {
    await knex.raw('DROP FUNCTION audit_log_refuse_change()');
  }
};
