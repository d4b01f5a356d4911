import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { SloScout } from '../SloScout';
import { text } from './fields';
import { tellWhy } from './tellWhy';

const USUAL_LIMIT = 100;

export function registerListSlos(
  registry: ActionsRegistryService,
  scout: SloScout,
) {
  registry.register({
    name: 'list-slos',
    title: 'List SLOs of a service',
    description:
      'Lists the service level objectives of one catalog entity: id, objective, window, indicator and whether the SLO is in force. Only approved SLOs can be generated from; a draft waits for a person who approves it.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          entity_ref: text(z, 500).describe(
            'Catalog entity, for example component:default/payments-api.',
          ),
          status: z
            .enum(['draft', 'approved', 'retired'])
            .optional()
            .describe('Only SLOs with this status. Default: all.'),
          limit: z
            .number()
            .int()
            .min(1)
            .max(500)
            .optional()
            .describe(`Default: ${USUAL_LIMIT}.`),
        }),
      output: z =>
        z.object({
          total: z.number().describe('How many there are, beyond the limit.'),
          slos: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              status: z.enum(['draft', 'approved', 'retired']),
              revision: z.number(),
              objective: z
                .number()
                .describe('Share of good events wanted: 0.999 is 99.9 %.'),
              window: z.string(),
              severity: z.string(),
              indicator: z.enum(['ratio', 'raw_ratio', 'threshold']),
              draft_revision: z
                .number()
                .optional()
                .describe(
                  'A newer revision that waits for approval; not in force.',
                ),
            }),
          ),
        }),
    },
    action: async ({ input, credentials, logger }) => {
      const all = await tellWhy(
        () => scout.slos.list(input.entity_ref, credentials),
        logger,
      );
      const found = all.filter(
        ({ status }) => !input.status || status === input.status,
      );
      const slos = found.slice(0, input.limit ?? USUAL_LIMIT).map(describe);
      return { output: { total: found.length, slos } };
    },
  });
}

function describe(slo: Slo) {
  const { id, name, status, revision, objective, window, severity } = slo;
  return {
    ...{ id, name, status, revision, objective, window, severity },
    indicator: slo.sli.kind,
    draft_revision: slo.draft?.revision,
  };
}
