import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ARTIFACT_TYPES } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { SloScout } from '../SloScout';
import { artifactTypes, environment, ids, type Zod } from './fields';
import { describeFiles, filesSchema } from './files';
import { tellWhy } from './tellWhy';

const SLO_IDS =
  'Ids of approved SLOs, from list-slos. All of one entity; an unapproved one is refused.';

/** What a generation takes from an agent. */
const chosen = (z: Zod) => ({
  slo_ids: ids(z, SLO_IDS),
  artifact_types: artifactTypes(z),
  environment: environment(z),
});

export function registerDryRun(
  registry: ActionsRegistryService,
  scout: SloScout,
) {
  registry.register({
    name: 'dry-run',
    title: 'Dry-run the files of SLOs',
    description:
      'Generates rules, alerts, dashboard and runbooks from approved SLOs, validates them, and replays the alerts over history: how often they would have fired. Stores nothing; the ids of these files lead nowhere. Use it before generate.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          ...chosen(z),
          include_content: z
            .boolean()
            .optional()
            .describe('Whether to answer with the text of the files too.'),
        }),
      output: filesSchema,
    },
    action: async ({ input, credentials, logger }) => ({
      output: await tellWhy(
        () =>
          describeFiles(
            scout.generations.generate(
              {
                slo_ids: input.slo_ids,
                artifact_types: input.artifact_types ?? [...ARTIFACT_TYPES],
                environment: input.environment,
                validation_only: true,
              },
              credentials,
            ),
            { withContent: input.include_content },
          ),
        logger,
      ),
    }),
  });
}

export function registerGenerate(
  registry: ActionsRegistryService,
  scout: SloScout,
) {
  registry.register({
    name: 'generate',
    title: 'Generate files from SLOs',
    description:
      'Generates and validates the files of approved SLOs and stores them, so that people can review and approve them in the portal. Nothing is approved or deployed by it. Overrides that were given for other content become void.',
    // Overrides that people gave may become void: more than an addition.
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z => z.object(chosen(z)),
      output: filesSchema,
    },
    action: async ({ input, credentials, logger }) => ({
      output: await tellWhy(
        () =>
          describeFiles(
            scout.generations.generate(
              {
                slo_ids: input.slo_ids,
                artifact_types: input.artifact_types ?? [...ARTIFACT_TYPES],
                environment: input.environment,
              },
              credentials,
            ),
          ),
        logger,
      ),
    }),
  });
}
