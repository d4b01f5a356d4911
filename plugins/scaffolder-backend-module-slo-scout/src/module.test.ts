import { readFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { parse } from 'yaml';
import { anArtifact, anSlo } from './__testUtils__/contract';
import { createContractPlugin } from './__testUtils__/sloScoutPlugin';
import scaffolderModuleSloScout from './index';

async function readTemplate() {
  const file = resolvePackagePath(
    '@slo-scout/backstage-plugin-scaffolder-backend-module-slo-scout',
    '../../templates/slo-artifacts/template.yaml',
  );
  return parse(await readFile(file, 'utf8'));
}

async function dryRunTemplate(values: Record<string, unknown>) {
  const { plugin, seen } = createContractPlugin({
    slos: [anSlo('checkout_latency_p95'), anSlo('payment_success_rate')],
    generate: request => ({
      generation_id: 'generation-1',
      artifacts: request.artifact_types.map(type => anArtifact(type)),
      notes: [],
    }),
  });
  const { server } = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleSloScout,
      plugin,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'author', namespace: 'default' },
            spec: {},
          },
        ],
      }),
    ],
  });
  const response = await fetch(
    `http://localhost:${server.port()}/api/scaffolder/v2/dry-run`,
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: mockCredentials.user.header('user:default/author'),
      },
      body: JSON.stringify({
        template: await readTemplate(),
        values,
        directoryContents: [],
      }),
    },
  );
  const body = await response.json();
  if (!response.ok) {
    throw new Error(JSON.stringify(body));
  }
  return { output: body.output, seen };
}

describe('the template templates/slo-artifacts', () => {
  it('runs the action in a real scaffolder, as the person who started it', async () => {
    const { output, seen } = await dryRunTemplate({
      entityRef: 'component:default/payments-api',
      artifactTypes: ['recording_rule', 'alert_rule'],
      environment: 'production',
      validationOnly: false,
    });

    expect(seen).toEqual([
      {
        user: 'user:default/author',
        body: {
          slo_ids: ['id-of-checkout_latency_p95', 'id-of-payment_success_rate'],
          artifact_types: ['recording_rule', 'alert_rule'],
          environment: 'production',
          validation_only: true,
        },
      },
    ]);
    expect(output.text[0].content).toContain(
      '| `prometheus/rules/alerting/payments_api_slos.yaml` | alert_rule | passed |',
    );
    expect(output.links[0].entityRef).toBe('component:default/payments-api');
  });

  it('uses only the SLOs that were named', async () => {
    const { seen } = await dryRunTemplate({
      entityRef: 'component:default/payments-api',
      sloNames: ['payment_success_rate'],
      artifactTypes: ['runbook'],
      environment: 'production',
      validationOnly: true,
    });

    expect(seen[0].body.slo_ids).toEqual(['id-of-payment_success_rate']);
  });

  it('treats an emptied list of SLOs as all', async () => {
    const { seen } = await dryRunTemplate({
      entityRef: 'component:default/payments-api',
      sloNames: [],
      artifactTypes: ['runbook'],
      environment: 'production',
      validationOnly: true,
    });

    expect(seen[0].body.slo_ids).toHaveLength(2);
  });
});
