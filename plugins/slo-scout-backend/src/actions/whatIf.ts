import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { SloScout } from '../SloScout';
import { environment, text } from './fields';
import { describeDryRun, dryRunSchema } from './files';
import { tellWhy } from './tellWhy';

export function registerWhatIf(
  registry: ActionsRegistryService,
  scout: SloScout,
) {
  registry.register({
    name: 'what-if',
    title: 'Try other numbers for an SLO',
    description:
      'What the alerts of one SLO would have done over recent history with another objective, window or limit. Changes nothing. Answers with the SLO as an OpenSLO document that a person can save as a draft.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          slo_id: text(z, 64).describe('Id of an SLO, from list-slos.'),
          environment: environment(z),
          objective: z
            .number()
            .gt(0)
            .lt(1)
            .optional()
            .describe('Share of good events wanted: 0.999 is 99.9 %.'),
          window: z
            .string()
            .max(16)
            .regex(/^[0-9]+d$/)
            .optional()
            .describe('Rolling window in days, for example 30d.'),
          threshold: z
            .number()
            .optional()
            .describe('The limit. Only SLOs whose indicator is threshold.'),
          alert_for: z
            .string()
            .max(16)
            .regex(/^[0-9]+[mh]$/)
            .optional()
            .describe(
              'How long the value must be beyond its limit, 1m to 1h. Only SLOs whose indicator is threshold.',
            ),
        }),
      output: z =>
        z.object({
          base_revision: z
            .number()
            .describe('Revision that the numbers were changed in.'),
          result: dryRunSchema(z),
          notes: z.array(z.string()),
          document: z.string().describe('OpenSLO v1, YAML.'),
        }),
    },
    action: async ({ input, credentials, logger }) => {
      const { slo_id, environment: named, ...changes } = input;
      const answer = await tellWhy(
        () =>
          scout.whatIf.answer(
            { slo_id, environment: named, changes },
            credentials,
          ),
        logger,
      );
      return {
        output: {
          base_revision: answer.base_revision,
          result: describeDryRun(answer.result),
          notes: answer.notes,
          document: answer.document,
        },
      };
    },
  });
}
