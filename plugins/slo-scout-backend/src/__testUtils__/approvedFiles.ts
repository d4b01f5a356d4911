import type {
  Artifact,
  ArtifactType,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleDocument } from './examples';
import { PAYMENTS, type TestPortal } from './testPortal';

export const RULES: ArtifactType[] = ['recording_rule', 'alert_rule'];

/** An SLO of payments-api in force; its id. */
export async function approvedSlo(
  portal: TestPortal,
  document: string = exampleDocument(),
): Promise<string> {
  const { body } = answered(
    await portal
      .as('author')
      .post('/v1/slos', { entity_ref: PAYMENTS, document }),
  );
  const [{ id, status, draft }] = body.slos;
  // The same document again makes no draft.
  if (status === 'approved' && !draft) return id;
  answered(
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' }),
  );
  return id;
}

export async function generatedFiles(
  portal: TestPortal,
  sloIds: string[],
  types: string[] = RULES,
  environment?: string,
): Promise<Artifact[]> {
  const { body } = answered(
    await portal.as('author').post('/v1/artifacts/generate', {
      ...{ slo_ids: sloIds, artifact_types: types, environment },
    }),
  );
  return body.artifacts;
}

/** Generates and approves. */
export async function approvedFiles(
  ...[portal, ...request]: Parameters<typeof generatedFiles>
): Promise<Artifact[]> {
  const artifacts = await generatedFiles(portal, ...request);
  answered(
    await portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: idsOf(artifacts) }),
  );
  return artifacts;
}

export function idsOf(artifacts: Artifact[]): string[] {
  return artifacts.map(({ id }) => id);
}

/** What nobody expects to be refused: a refusal throws. */
export function answered<T extends { status: number; body: unknown }>(
  answer: T,
): T {
  const { status, body } = answer;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return answer;
}
