import { readFile, readdir } from 'node:fs/promises';
import type { JsonObject } from '@backstage/types';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  ARTIFACT_TYPES,
  SloScoutClient,
  type Artifact,
  type GenerateRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { anArtifact, anSlo } from '../__testUtils__/contract';
import { createContractPlugin } from '../__testUtils__/sloScoutPlugin';
import { createGenerateArtifactsAction } from './generateArtifacts';

type Action = ReturnType<typeof createGenerateArtifactsAction>;
type Input = Parameters<Action['handler']>[0]['input'];

const entityRef = 'component:default/payments-api';
const workspace = createMockDirectory();

function generated(request: GenerateRequest, artifacts?: Artifact[]) {
  return {
    generation_id: 'generation-1',
    artifacts:
      artifacts ?? request.artifact_types.map(type => anArtifact(type)),
    notes: ['payment_success_rate: the 3 d pair cannot fire within 30 d'],
  };
}

async function setUp(
  generate: Parameters<typeof createContractPlugin>[0]['generate'] = generated,
) {
  const { plugin, seen } = createContractPlugin({
    slos: [
      anSlo('checkout_latency_p95'),
      anSlo('payment_success_rate'),
      anSlo('refund_latency', 'draft'),
    ],
    generate,
  });
  const { server } = await startTestBackend({ features: [plugin] });
  const action = createGenerateArtifactsAction({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    sloScout: new SloScoutClient({
      discoveryApi: {
        getBaseUrl: async id => `http://localhost:${server.port()}/api/${id}`,
      },
      fetchApi: { fetch },
    }),
  });
  const run = async (input: Input, isDryRun = false) => {
    const outputs: JsonObject = {};
    await action.handler({
      ...createMockActionContext<Input>({
        input,
        workspacePath: workspace.path,
      }),
      isDryRun,
      getInitiatorCredentials: async () =>
        mockCredentials.user('user:default/author'),
      output: (name, value) => {
        outputs[name] = value;
      },
    });
    return outputs;
  };
  return { run, seen };
}

describe('slo-scout:artifacts:generate', () => {
  beforeEach(() => workspace.clear());

  it('generates everything from the approved SLOs, as the person who started the template', async () => {
    const { run, seen } = await setUp();

    const outputs = await run({ entityRef });

    expect(seen).toEqual([
      {
        user: 'user:default/author',
        body: {
          slo_ids: ['id-of-checkout_latency_p95', 'id-of-payment_success_rate'],
          artifact_types: [...ARTIFACT_TYPES],
        },
      },
    ]);
    expect(outputs).toMatchObject({
      generationId: 'generation-1',
      artifacts: [
        {
          id: 'artifact-recording_rule',
          type: 'recording_rule',
          path: 'prometheus/rules/recording/payments_api_slis.yaml',
          validationStatus: 'passed',
        },
        { type: 'alert_rule' },
        { type: 'inhibit_rule' },
        { type: 'grafana_dashboard' },
        { type: 'runbook' },
        { type: 'rule_test' },
      ],
      notes: ['payment_success_rate: the 3 d pair cannot fire within 30 d'],
    });
    expect(await readdir(workspace.path)).toEqual([]);
  });

  it('passes on the chosen SLOs, types, environment and validation only', async () => {
    const { run, seen } = await setUp();

    await run({
      entityRef: 'payments-api',
      sloNames: ['payment_success_rate'],
      artifactTypes: ['alert_rule'],
      environment: 'staging',
      validationOnly: true,
    });

    expect(seen[0].body).toEqual({
      slo_ids: ['id-of-payment_success_rate'],
      artifact_types: ['alert_rule'],
      environment: 'staging',
      validation_only: true,
    });
  });

  it('stores nothing in a dry run of the template', async () => {
    const { run, seen } = await setUp();

    await run({ entityRef, validationOnly: false }, true);

    expect(seen[0].body.validation_only).toBe(true);
  });

  it('writes the files into the workspace where asked', async () => {
    const { run } = await setUp();

    await run({ entityRef, writeTo: 'observability' });

    await expect(
      readFile(
        workspace.resolve('observability/runbooks/payments_api.yaml'),
        'utf8',
      ),
    ).resolves.toBe('# runbook\n');
  });

  it.each([
    ['the directory', '../outside', anArtifact('runbook').path],
    ['a path of an artifact', 'inside', '../../outside.yaml'],
  ])(
    'never writes outside of the workspace by %s',
    async (_, writeTo, path) => {
      const { run } = await setUp(request =>
        generated(request, [anArtifact('runbook', { path })]),
      );

      await expect(run({ entityRef, writeTo })).rejects.toThrow(
        /not allowed to refer to a directory outside/,
      );
    },
  );

  it('summarises verdicts and dry runs as Markdown', async () => {
    const { run } = await setUp(request =>
      generated(request, [
        anArtifact('recording_rule'),
        anArtifact('alert_rule', {
          validation_status: 'inconclusive',
          dry_run_result: {
            verdict: 'inconclusive',
            reason: 'Prometheus did not answer',
            exact: false,
            range_days: 30,
            step_seconds: 300,
            coverage: 0,
            historical_trigger_count: 0,
            avg_duration_seconds: 0,
            alerts_per_month: 0,
            alerts: [],
          },
        }),
      ]),
    );

    const { summary } = await run({ entityRef });

    expect(summary).toBe(
      [
        '| File | Type | Validation | Dry run |',
        '| --- | --- | --- | --- |',
        '| `prometheus/rules/recording/payments_api_slis.yaml` | recording_rule | passed |  |',
        '| `prometheus/rules/alerting/payments_api_slos.yaml` | alert_rule | inconclusive | inconclusive: Prometheus did not answer |',
        '',
        '- payment_success_rate: the 3 d pair cannot fire within 30 d',
      ].join('\n'),
    );
  });

  it("shows the validators' own words where something failed", async () => {
    const stderr = 'payments_api_slos.yaml: 5:11: could not parse expression';
    const { run } = await setUp(() => ({
      status: 400,
      body: {
        error: { name: 'InputError', message: 'promtool validation failed' },
        request: { method: 'POST', url: '/v1/artifacts/generate' },
        response: { statusCode: 400 },
        artifacts: [
          anArtifact('recording_rule'),
          anArtifact('alert_rule', {
            validation_status: 'failed',
            validation_errors: [{ validator: 'promtool', message: stderr }],
          }),
        ],
      },
    }));

    await expect(run({ entityRef })).rejects.toThrow(
      `Nothing was generated:\nprometheus/rules/alerting/payments_api_slos.yaml (promtool): ${stderr}`,
    );
  });

  it('passes on a refusal of the backend as it stands', async () => {
    const { run } = await setUp(() => ({
      status: 400,
      body: {
        error: {
          name: 'InputError',
          message: 'SLO id-of-refund_latency not approved',
        },
        request: { method: 'POST', url: '/v1/artifacts/generate' },
        response: { statusCode: 400 },
      },
    }));

    await expect(
      run({ entityRef, sloNames: ['refund_latency'] }),
    ).rejects.toThrow(/SLO id-of-refund_latency not approved/);
  });
});
