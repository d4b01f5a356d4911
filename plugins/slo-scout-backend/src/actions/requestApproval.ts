import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { SloScout } from '../SloScout';
import { ids, text } from './fields';
import { tellWhy } from './tellWhy';

export function registerRequestApproval(
  registry: ActionsRegistryService,
  scout: SloScout,
) {
  registry.register({
    name: 'request-approval',
    title: 'Ask people to approve files',
    description:
      'Asks those who may approve, by a Backstage notification, to look at generated files. It approves nothing: a person does that in the portal. Refused where the policy would refuse whoever approves; explain-refusal says why.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          artifact_ids: ids(
            z,
            'Ids of stored files, from generate: those that are to be approved together.',
          ),
          message: text(z, 500)
            .optional()
            .describe('One or two sentences for those who are asked.'),
        }),
      output: z =>
        z.object({
          asked: z
            .array(z.string())
            .describe(
              'Groups that were asked. Where the portal has no notifications nobody hears of it: tell them.',
            ),
          waiting: z
            .array(z.string())
            .describe('Paths of the files that wait for an approval.'),
          link: z.string().describe('Path in the portal.'),
        }),
    },
    action: async ({ input, credentials, logger }) => ({
      output: await tellWhy(
        () =>
          scout.approvalRequests.ask(
            { artifactIds: input.artifact_ids, message: input.message },
            credentials,
          ),
        logger,
      ),
    }),
  });
}
