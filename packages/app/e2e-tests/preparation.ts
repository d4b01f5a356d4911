import type {
  Artifact,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { expect } from '@playwright/test';
import { apiOf } from './portal';

/** What a file of tests needs when it runs alone, and finds when it does not. */
const ENTITY = 'component:default/payments-api';

/** The SLO of payments-api, in force. */
export async function givenApprovedSlo(
  portal: string,
  name: string,
): Promise<Slo> {
  const sre = await apiOf(portal, 'sre');
  const find = async () => {
    const { slos = [] } = await sre<{ slos?: Slo[] }>(
      'GET',
      `/v1/slos?entity_ref=${ENTITY}`,
    );
    return slos.find(slo => slo.name === name);
  };
  // The catalog's documents are read a while after the start.
  await expect.poll(find, { timeout: 60_000 }).toBeDefined();
  const slo = (await find()) as Slo;
  if (slo.status !== 'approved') {
    await sre('PATCH', `/v1/slos/${slo.id}`, { action: 'approve' });
    await expect.poll(async () => (await find())?.status).toBe('approved');
  }
  return slo;
}

/** Alert rules of payments-api that were generated, whoever asked for them. */
export async function givenAlertRules(portal: string): Promise<void> {
  const author = await apiOf(portal, 'author');
  const alertRules = async () => {
    const { artifacts = [] } = await author<{ artifacts?: Artifact[] }>(
      'GET',
      `/v1/artifacts?entity_ref=${ENTITY}`,
    );
    return artifacts.filter(({ type }) => type === 'alert_rule').length;
  };
  if ((await alertRules()) > 0) {
    return;
  }
  const slo = await givenApprovedSlo(portal, 'payment_success_rate');
  await author('POST', '/v1/artifacts/generate', {
    slo_ids: [slo.id],
    artifact_types: ['recording_rule', 'alert_rule'],
    validation_only: false,
  });
  expect(await alertRules()).toBeGreaterThan(0);
}
