import type {
  Artifact,
  GenerateResult,
  GenerationStep,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { PAYMENTS, TestPortal } from './__testUtils__/testPortal';
import {
  startTestPrometheus,
  type TestPrometheus,
} from './prometheus/__testUtils__/startTestPrometheus';

jest.setTimeout(60_000);

const END = Math.floor(Date.now() / 60_000) * 60;

const document = (name: string, total: string, exact: boolean) => `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}
  annotations: ${exact ? '{ slo-scout.io/accuracy: exact }' : '{}'}
spec:
  service: payments-api
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: Prometheus, spec: { query: 'http_requests_total{code=~"5.."}' } } }
        total: { metricSource: { type: Prometheus, spec: { query: '${total}' } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.999 }]
`;

describe('verify, before anything is generated', () => {
  let prometheus: TestPrometheus;
  let portal: TestPortal;

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: END - 2 * 3600,
      end: END,
      step: 30,
      series: [
        {
          name: 'http_requests_total',
          labels: { code: '200' },
          valueAt: time => time,
        },
      ],
    });
    portal = await TestPortal.start({
      config: {
        prometheus: [{ name: 'production', url: prometheus.url }],
        rules: { exactMaxSeries: 0 },
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await prometheus?.stop();
  });

  async function approved(
    name: string,
    total: string,
    exact = false,
  ): Promise<string> {
    const created = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: document(name, total, exact),
    });
    expect(created.body.error).toBeUndefined();
    const [{ id }] = created.body.slos;
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    return id;
  }
  const generate = (id: string, extra: object = {}) =>
    portal.as('author').post('/v1/artifacts/generate', {
      slo_ids: [id],
      artifact_types: ['recording_rule', 'alert_rule'],
      ...extra,
    });
  const stepsOf = async ({ generation_id: id }: GenerateResult) => {
    const path = `/v1/generations/${id}`;
    const { body } = await portal.as('author').get(path);
    return body.generation.steps as GenerationStep[];
  };

  it('passes names that exist, and says that no error was counted yet', async () => {
    const { status, body } = await generate(
      await approved('known', 'http_requests_total'),
    );
    expect(status).toBe(201);
    const [recording] = body.artifacts as Artifact[];
    expect(recording).toMatchObject({
      validation_status: 'passed',
      validation_errors: [],
    });
    expect(body.notes).toContainEqual(
      'known, bad events: No series of http_requests_total has code=~"5.." in Prometheus production; code is "200". That is normal until the first bad event; until then there is none.',
    );
    expect((await stepsOf(body))[0]).toEqual({
      name: 'verify',
      status: 'done',
      detail: 'Every metric and label is in Prometheus production',
    });
  });

  it.each([true, false])(
    'leaves rules over a metric that does not exist inconclusive, validation_only %s',
    async validation_only => {
      const message =
        'unknown, all events: http_request_total does not exist in Prometheus production; did you mean http_requests_total?';
      const id = await approved('unknown', 'http_request_total');
      const { status, body } = await generate(id, { validation_only });
      expect(status).toBe(validation_only ? 200 : 201);
      const [recording] = body.artifacts as Artifact[];
      expect(recording).toMatchObject({
        validation_status: 'inconclusive',
        validation_errors: [{ validator: 'verify', message }],
      });
      expect(body.notes).toContainEqual(message);
      if (validation_only) return;
      const steps = await stepsOf(body);
      expect(steps[0]).toEqual({
        name: 'verify',
        status: 'inconclusive',
        detail: message,
      });
      // The doubt is the name's, not the syntax's.
      expect(steps.find(step => step.name === 'promtool')).toMatchObject({
        status: 'done',
      });
    },
  );

  it('refuses exact accuracy beyond the limit, and keeps the reason', async () => {
    const id = await approved('exact', 'http_requests_total', true);
    const { status, body } = await generate(id);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(
      /^The SLO exact asks for accuracy: exact, but its queries read 1 series; at most 0 are allowed/,
    );
    const log = await portal.as('sre').get('/v1/audit?limit=1');
    expect(log.body.entries[0]).toMatchObject({
      action: 'generation_refused',
      payload: { message: body.error.message },
    });
  });
});
