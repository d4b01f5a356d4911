import type { Knex } from 'knex';
import { JUDGED_BY_GUARD } from '../artifacts/BundleLoader';
import type { Dialect } from './Dialect';

/**
 * Files that an approval could be given to: pending, proven, of revisions that are
 * in force, and the newest at their path. Joined with the newest verdict and its
 * generation.
 */
export function waitingFiles(db: Knex, sql: Dialect): Knex.QueryBuilder {
  const guards = JUDGED_BY_GUARD.map(() => '?').join(', ');
  return db('artifacts')
    .join('verdicts', 'verdicts.artifact_id', 'artifacts.id')
    .join('generations', 'generations.id', 'verdicts.generation_id')
    .where('artifacts.approval_status', 'pending')
    .whereIn('artifacts.deployment_status', ['not_deployed', 'closed'])
    .whereRaw(isNewestVerdict('verdicts', 'artifacts'))
    .whereNot('verdicts.status', 'failed')
    .whereRaw(
      `(verdicts.status <> 'inconclusive' or not exists (
         select 1 from ${sql.each('verdicts.errors', 'fault')}
         where ${sql.field('fault', 'validator')} not in (${guards})))`,
      JUDGED_BY_GUARD,
    )
    .whereRaw(
      `not exists (
         select 1 from ${sql.each('artifacts.slo_refs', 'ref')}
         where not exists (
           select 1 from slo_revisions standing
           where standing.slo_id = ${sql.field('ref', 'slo_id')}
             and standing.revision = ${sql.number('ref', 'revision')}
             and standing.status = 'approved'))`,
    )
    .whereRaw(
      `not exists (
         select 1 from artifacts newer
         join verdicts newer_verdict on newer_verdict.artifact_id = newer.id
         join generations newer_generation
           on newer_generation.id = newer_verdict.generation_id
         where newer.entity_ref = artifacts.entity_ref
           and newer.environment = artifacts.environment
           and newer.target = artifacts.target
           and newer.path = artifacts.path
           and newer.id <> artifacts.id
           and newer_generation.created_at > generations.created_at)`,
    );
}

/**
 * Whether somebody is an author of a file, as `authorsOf` says it: generated it
 * first or last, or wrote one of its SLO revisions.
 *
 * @param file - alias of a row of `artifacts`
 */
export function takenPartIn(
  sql: Dialect,
  file: string,
  ref: string,
): [sql: string, bindings: string[]] {
  return [
    `(${file}.created_by = ?
      or exists (
        select 1 from verdicts last_verdict
        join generations last_generation
          on last_generation.id = last_verdict.generation_id
        where last_verdict.artifact_id = ${file}.id
          and ${isNewestVerdict('last_verdict', file)}
          and last_generation.created_by = ?)
      or exists (
        select 1 from ${sql.each(`${file}.slo_refs`, 'written_ref')}
        join slo_revisions written
          on written.slo_id = ${sql.field('written_ref', 'slo_id')}
          and written.revision = ${sql.number('written_ref', 'revision')}
        where written.created_by = ?))`,
    [ref, ref, ref],
  ];
}

function isNewestVerdict(verdict: string, file: string): string {
  return `${verdict}.position = (
    select max(any_verdict.position) from verdicts any_verdict
    where any_verdict.artifact_id = ${file}.id)`;
}
