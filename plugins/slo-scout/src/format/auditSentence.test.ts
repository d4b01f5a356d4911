import { anAuditEntry } from '../__testUtils__/fixtures';
import { auditMessages } from '../messages/audit';
import type { Text } from '../hooks/useText';
import { actorRef, auditSentence } from './auditSentence';

/** The English texts, filled in as the app does. */
const t = ((key: string, values: Record<string, unknown> = {}) => {
  const one = values.count === 1 ? '_one' : '_other';
  const found = (name: string) =>
    name
      .split('.')
      .reduce<unknown>(
        (texts, part) => (texts as Record<string, unknown> | undefined)?.[part],
        auditMessages,
      ) as string | undefined;
  return (found(key) ?? found(`${key}${one}`) ?? key).replace(
    /\{\{(\w+)\}\}/g,
    (_, name) => String(values[name]),
  );
}) as Text;

const said = (over: Parameters<typeof anAuditEntry>[1]) =>
  auditSentence(anAuditEntry(1, over), t);

it.each([
  [{}, 'sre approved the SLO payment_success_rate, revision 1.'],
  [
    {
      action: 'artifacts_generated',
      payload: { artifacts: [{ id: 'a' }], generation_id: 'g' },
    },
    'sre generated 1 file.',
  ],
  [
    { action: 'pr_created', payload: { pr_number: 12, artifact_ids: ['a'] } },
    'sre opened pull request #12.',
  ],
  [
    {
      action: 'deployment_completed',
      actor: 'plugin:slo-scout',
      payload: { reason: 'nothing changed' },
    },
    'SLO Scout saw the deployment merged and deployed.',
  ],
  [
    { action: 'generation_failed', payload: { message: 'It stopped.' } },
    'A generation by sre failed: It stopped.',
  ],
  [{ action: 'from_a_newer_backend' as never }, 'sre: from_a_newer_backend'],
] as const)('%j reads %s', (over, sentence) => {
  expect(said(over as Parameters<typeof said>[0])).toBe(sentence);
});

it.each([
  [' SRE ', 'user:default/sre'],
  ['user:ops/jane', 'user:ops/jane'],
  ['ops/jane', 'user:ops/jane'],
  ['slo scout', 'plugin:slo-scout'],
  ['', ''],
])('%j means %j', (text, ref) => {
  expect(actorRef(text, t)).toBe(ref);
});
