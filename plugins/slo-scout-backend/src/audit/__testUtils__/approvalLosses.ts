import type { Knex } from 'knex';
import { AuditLog } from '../AuditLog';

interface Approval {
  artifacts: Array<{ id: string; content_hash: string }>;
  policy_decision_id: string;
}

/** What has an approval without its audit entry, or an entry without its approval. */
export async function approvalLosses(db: Knex): Promise<string[]> {
  const entries = await db('audit_log')
    .where({ action: 'artifact_approval' })
    .select<Array<{ actor: string; payload: string }>>('actor', 'payload');
  const audited = entries.flatMap(({ actor, payload }) => {
    const { artifacts } = JSON.parse(payload) as Approval;
    return artifacts.map(a => `${a.id} ${a.content_hash} ${actor}`);
  });
  const approved = await db('artifacts')
    .where({ approval_status: 'approved' })
    .select<Array<{ id: string; content_hash: string; approved_by: string }>>(
      'id',
      'content_hash',
      'approved_by',
    );
  const decided: string[] = await db('policy_decisions')
    .where({ phase: 'approve', outcome: 'allowed' })
    .pluck('id');
  return [
    ...differences(
      approved.map(a => `${a.id} ${a.content_hash} ${a.approved_by}`),
      audited,
      'approval',
    ),
    ...differences(
      decided,
      entries.map(e => (JSON.parse(e.payload) as Approval).policy_decision_id),
      'decision',
    ),
    ...(await brokenChain(db)),
  ];
}

/** Each has to be there once on both sides. */
function differences(stored: string[], audited: string[], what: string) {
  const count = (of: string[], item: string) =>
    of.filter(other => other === item).length;
  return [...new Set([...stored, ...audited])]
    .filter(item => count(stored, item) !== 1 || count(audited, item) !== 1)
    .map(
      item =>
        `${what} ${item}: stored ${count(stored, item)} times, audited ${count(
          audited,
          item,
        )} times`,
    );
}

async function brokenChain(db: Knex): Promise<string[]> {
  const verified = await new AuditLog({ db }).verify();
  const numbers: number[] = await db('audit_log').orderBy('seq').pluck('seq');
  const gap = numbers.findIndex((seq, i) => seq !== i + 1);
  return [
    ...(verified.ok ? [] : [`chain breaks at ${verified.first_bad_seq}`]),
    ...(gap === -1 ? [] : [`sequence has a gap before ${numbers[gap]}`]),
  ];
}
