import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { REQUIRED_OVERRIDES } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { SloScout } from '../SloScout';
import { ids } from './fields';
import { explain } from './inWords';
import { tellWhy } from './tellWhy';

export function registerExplainRefusal(
  registry: ActionsRegistryService,
  scout: SloScout,
) {
  registry.register({
    name: 'explain-refusal',
    title: 'Explain why an approval is refused',
    description:
      'Judges generated files by the policy that is in force now, as if the caller approved them together, and says of every invariant that does not hold: its limit, what was measured, where from, and who may let it pass. Decides and stores nothing.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          artifact_ids: ids(
            z,
            'Ids of stored files, from generate: those that are to be approved together.',
          ),
        }),
      output: z =>
        z.object({
          refused: z
            .boolean()
            .describe('Whether the caller would be refused to approve.'),
          summary: z.string(),
          environment: z.string(),
          violations: z.array(
            z.object({
              invariant: z.string(),
              effect: z
                .enum(['blocks', 'warns', 'overridden'])
                .describe('Only what blocks refuses.'),
              limit: z.string(),
              measured: z
                .string()
                .describe('"not known" counts as violated, never as fine.'),
              source: z.string(),
              override: z
                .enum(REQUIRED_OVERRIDES)
                .nullable()
                .describe('What lets it pass; null where nothing does.'),
              may_permit: z
                .array(z.string())
                .describe('Groups whose members may let it pass.'),
              sentence: z.string(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials, logger }) => {
      const decision = await tellWhy(
        () => scout.approvals.evaluate(input.artifact_ids, credentials),
        logger,
      );
      const violations = explain(decision, required =>
        scout.holdersOf(required),
      );
      const refused = decision.outcome === 'violated';
      const blocking = violations.filter(v => v.effect === 'blocks');
      return {
        output: {
          refused,
          violations,
          environment: decision.environment,
          summary: refused
            ? `Refused by ${blocking.length}: ${blocking
                .map(v => v.sentence)
                .join(' ')}`
            : 'The policy lets these files pass. A person who may approve does so in the portal.',
        },
      };
    },
  });
}
