import type { AuthService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ARTIFACT_TYPES,
  type Artifact,
  type SloScoutApi,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { chooseSlos } from './chooseSlos';
import { examples } from './generateArtifacts.examples';
import { explainRefusal } from './refusal';
import { describeArtifact, summarize } from './summary';
import { writeArtifacts } from './writeArtifacts';

/** @public */
export interface GenerateArtifactsActionOptions {
  auth: AuthService;
  sloScout: SloScoutApi;
}

/**
 * Generates and validates the artifacts of an entity's approved SLOs, as the
 * person who started the template: permissions, guard and audit are theirs.
 *
 * @public
 */
export function createGenerateArtifactsAction(
  options: GenerateArtifactsActionOptions,
) {
  const { auth, sloScout } = options;
  return createTemplateAction({
    id: 'slo-scout:artifacts:generate',
    description:
      'Generates and validates recording rules, alert rules with their tests, a dashboard and runbooks from approved SLOs',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .min(1)
            .describe(
              'Entity whose SLOs are used, for example component:default/payments-api',
            ),
        sloNames: z =>
          z
            .array(z.string())
            .optional()
            .describe(
              'Names of the SLOs. Default: every approved SLO of the entity',
            ),
        sloIds: z =>
          z
            .array(z.string())
            .optional()
            .describe('Ids of the SLOs, instead of their names'),
        artifactTypes: z =>
          z
            .array(z.enum(ARTIFACT_TYPES))
            .min(1)
            .optional()
            .describe('What to generate. Default: all types'),
        environment: z =>
          z
            .string()
            .optional()
            .describe('Environment. Default: the one of the configuration'),
        validationOnly: z =>
          z.boolean().optional().describe('Only validate: nothing is stored'),
        writeTo: z =>
          z
            .string()
            .optional()
            .describe(
              'Directory of the workspace to write the files to. Default: they are not written',
            ),
      },
      output: {
        generationId: z => z.string().describe('Id of the generation'),
        artifacts: z =>
          z
            .array(
              z.object({
                id: z.string(),
                type: z.string(),
                path: z.string(),
                validationStatus: z.string(),
              }),
            )
            .describe('The artifacts with their verdicts'),
        notes: z =>
          z.array(z.string()).describe('What the generators left out, and why'),
        summary: z => z.string().describe('The artifacts as a Markdown table'),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await ctx.getInitiatorCredentials(),
        targetPluginId: 'slo-scout',
      });
      const request = { token, signal: ctx.signal };
      const entityRef = toEntityRef(input.entityRef);

      const { slos } = await explainRefusal(
        sloScout.listSlos({ entity_ref: entityRef }, request),
      );
      const chosen = chooseSlos(slos, { ...input, entityRef });
      logger.info(
        `Generating from ${chosen
          .map(slo => slo.name)
          .join(', ')} of ${entityRef}`,
      );

      const result = await explainRefusal(
        sloScout.generate(
          {
            slo_ids: chosen.map(slo => slo.id),
            artifact_types: input.artifactTypes ?? [...ARTIFACT_TYPES],
            environment: input.environment,
            // A dry run of the template must leave nothing behind.
            validation_only: ctx.isDryRun || input.validationOnly,
          },
          request,
        ),
      );

      report(result.artifacts, result.notes, logger);
      if (input.writeTo !== undefined) {
        await writeArtifacts(
          result.artifacts,
          ctx.workspacePath,
          input.writeTo,
        );
      }
      ctx.output('generationId', result.generation_id);
      ctx.output('artifacts', Array.from(result.artifacts, toOutput));
      ctx.output('notes', [...result.notes]);
      ctx.output('summary', summarize(result.artifacts, result.notes));
    },
  });
}

function toEntityRef(ref: string): string {
  return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'component' }));
}

function toOutput(artifact: Artifact) {
  return {
    id: artifact.id,
    type: artifact.type,
    path: artifact.path,
    validationStatus: artifact.validation_status,
  };
}

function report(
  artifacts: Artifact[],
  notes: string[],
  logger: { info(message: string): void; warn(message: string): void },
) {
  for (const artifact of artifacts) {
    const passed = artifact.validation_status === 'passed';
    logger[passed ? 'info' : 'warn'](describeArtifact(artifact));
  }
  notes.forEach(note => logger.warn(note));
}
