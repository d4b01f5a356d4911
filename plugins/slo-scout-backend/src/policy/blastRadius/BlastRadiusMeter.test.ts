import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import type {
  Artifact,
  BlastRadius,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { EntityDirectory } from '../../catalog/EntityDirectory';
import {
  type TestPrometheus,
  startTestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { createPrometheusInstances } from '../../prometheus';
import { exampleRuleFile } from './__testUtils__/ruleFiles';
import { BlastRadiusMeter } from './BlastRadiusMeter';

jest.setTimeout(60_000);

const STEP = 30;

const component = (name: string, change: Partial<Entity> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type: 'service' },
  ...change,
});

const api = (name: string, relations: Entity['relations'] = []): Entity => ({
  ...component(name, { kind: 'API', relations }),
  spec: {
    type: 'openapi',
    definition: 'paths: { /checkout: {}, "/orders/{id}": {}, /refund: {} }',
  },
});

const related = (type: string, targetRef: string) => ({ type, targetRef });

const PAYMENTS = component('payments-api', {
  relations: [
    related('providesApi', 'api:default/payments'),
    related('dependencyOf', 'component:default/checkout'),
  ],
});

const ENTITIES = [
  PAYMENTS,
  api('payments', [related('apiConsumedBy', 'component:default/mobile')]),
  component('checkout', {
    relations: [related('dependencyOf', 'component:default/web')],
  }),
  component('mobile', {
    relations: [related('dependencyOf', 'component:default/payments-api')],
  }),
  // Known to Prometheus by another name, and not by its own.
  component('ledger', {
    metadata: {
      name: 'ledger',
      annotations: { 'slo-scout.io/service': 'ledger-v2' },
    },
  }),
];

/** A counter that rises by so much a second. */
const counter = (
  name: string,
  perSecond: number,
  labels: Record<string, string>,
  start: number,
) => ({
  name,
  labels,
  valueAt: (time: number) => (time - start) * perSecond,
});

describe('BlastRadiusMeter', () => {
  let prometheus: TestPrometheus;

  beforeAll(async () => {
    const end = Math.floor(Date.now() / 1000 / STEP) * STEP;
    const start = end - 3600;
    const requests = (
      perSecond: number,
      service: string,
      route: string,
      code = '200',
    ) =>
      counter(
        'http_requests_total',
        perSecond,
        { service, route, code },
        start,
      );
    prometheus = await startTestPrometheus({
      start,
      end,
      step: STEP,
      series: [
        requests(9, 'payments-api', '/checkout'),
        requests(1, 'payments-api', '/checkout', '500'),
        requests(10, 'payments-api', '/orders/:id'),
        requests(20, 'ledger-v2', '/book'),
        requests(5, 'ledger', '/old'),
        requests(55, 'web', '/'),
        counter(
          'http_request_duration_seconds_bucket',
          10,
          { service: 'payments-api', route: '/checkout', le: '0.5' },
          start,
        ),
        counter('orders_total', 1, { service: 'payments-api' }, start),
        counter('queue_drained_total', 1, { queue: 'a' }, start),
      ],
    });
  });
  afterAll(() => prometheus?.stop());

  const measure = (
    artifacts: Artifact[],
    options: {
      deployed?: Artifact[];
      policy?: JsonObject;
      entities?: Entity[];
      url?: string;
    } = {},
  ): Promise<BlastRadius> => {
    const url = options.url ?? prometheus.url;
    const config = mockServices.rootConfig({
      data: {
        sloScout: {
          prometheus: [{ name: 'test', url }],
          policy: options.policy ?? {},
        },
      },
    });
    const meter = new BlastRadiusMeter({
      config,
      entities: new EntityDirectory({
        catalog: catalogServiceMock({ entities: options.entities ?? ENTITIES }),
      }),
      prometheus: createPrometheusInstances(config),
      credentials: async () => mockCredentials.service(),
    });
    return meter.measure({
      entity: PAYMENTS,
      environment: 'production',
      artifacts,
      deployed: options.deployed ?? [],
    });
  };
  const recording = (...exprs: string[]) =>
    exampleRuleFile(
      'recording_rule',
      exprs.map((expr, i) => ({ record: `job:r${i}:rate5m`, expr })),
    );

  it('finds the services and routes whose series are read', async () => {
    const radius = await measure([
      recording(
        'sum(rate(http_requests_total{route="/checkout"}[5m]))',
        'sum(rate(http_requests_total{route=~"/book|/old"}[5m]))',
      ),
    ]);
    expect(radius.services).toEqual({
      value: [
        'component:default/payments-api',
        'component:default/ledger',
        'service=ledger',
      ],
      source:
        'entity of the bundle, and the catalog\'s services of count by (service, route, handler, path) (last_over_time(http_requests_total{route="/checkout"}[15m]) or last_over_time(http_requests_total{route=~"/book|/old"}[15m]))',
    });
    expect(radius.endpoints.value).toEqual(['/book', '/checkout', '/old']);
    expect(radius.endpoint_reconciliation?.value).toMatchObject({
      defined: ['/checkout', '/orders/{id}', '/refund'],
      only_matched: ['/book', '/old'],
      only_defined: ['/orders/{id}', '/refund'],
    });
  });

  it('follows the catalog to what depends on them, each with its chain', async () => {
    const radius = await measure([recording('sum(rate(orders_total[5m]))')]);
    expect(radius.dependents.value).toEqual([
      'component:default/checkout',
      'component:default/mobile',
      'component:default/web',
    ]);
    expect(radius.dependent_chains?.value).toEqual([
      ['component:default/payments-api', 'component:default/checkout'],
      [
        'component:default/payments-api',
        'api:default/payments',
        'component:default/mobile',
      ],
      [
        'component:default/payments-api',
        'component:default/checkout',
        'component:default/web',
      ],
    ]);
  });

  it.each([
    [
      'requests that several selectors match once',
      [
        'sum(rate(http_requests_total{route="/checkout",code!~"5.."}[5m]))',
        'sum(rate(http_requests_total{route="/checkout"}[5m]))',
      ],
      10,
    ],
    [
      'for other metrics the requests of their routes',
      [
        'sum by (le) (rate(http_request_duration_seconds_bucket{route="/checkout"}[5m]))',
      ],
      10,
    ],
    [
      'all of the service where series name no route',
      ['sum(rate(orders_total[5m]))'],
      20,
    ],
    [
      'all of the service where series do not even name it',
      ['sum(rate(queue_drained_total[5m]))'],
      20,
    ],
    [
      'all of the service where there is no series yet',
      ['sum(rate(refunds_total[5m]))'],
      20,
    ],
    [
      'of several services all',
      [
        'sum(rate(http_requests_total{route="/book"}[5m]))',
        'sum(rate(orders_total[5m]))',
      ],
      40,
    ],
    [
      'nothing where no request matches',
      ['sum(rate(http_requests_total{route="/nowhere"}[5m]))'],
      0,
    ],
  ])('counts as traffic %s', async (_, exprs, percent) => {
    const { traffic_percent: traffic } = await measure([recording(...exprs)]);
    expect(traffic.unknown_reason).toBeUndefined();
    expect(traffic.value).toBeCloseTo(percent, 2);
    expect(traffic.source).toContain('/ sum(rate(http_requests_total[7d]))');
  });

  it('takes labels and metrics from the configuration', async () => {
    const radius = await measure([recording('sum(rate(orders_total[5m]))')], {
      policy: {
        traffic: { totalQuery: 'sum(rate(nothing_total[7d]))' },
        blastRadius: { serviceLabels: ['queue'], routeLabels: ['le'] },
      },
    });
    expect(radius.services.value).toEqual(['component:default/payments-api']);
    expect(radius.traffic_percent).toMatchObject({
      value: null,
      unknown_reason: 'the total has no data',
    });
    expect(radius.endpoints).toMatchObject({
      value: null,
      unknown_reason: 'the matched series have none of the labels le',
    });
    expect(radius.endpoint_reconciliation?.value).toBe(null);
  });

  it('prices what is written and read, less what is replaced', async () => {
    const prices = {
      name: 'list',
      date: '2026-01-01',
      usdPerMillionSamples: 1,
      usdPerMillionQuerySamples: 0.1,
    };
    const policy = { priceList: prices };
    const byRoute = 'sum by (route) (rate(http_requests_total[5m]))';
    const radius = await measure([recording(byRoute, 'sum(job:r0:rate5m)')], {
      policy,
    });
    // 5 routes and their sum, every 30 s.
    expect(radius.new_series.value).toBe(6);
    expect(radius.samples_per_day?.value).toBe(6 * 2880);
    // 6 series over 5 m at 30 s, and the 5 recorded ones once.
    const read = radius.query_samples_per_day?.value ?? 0;
    expect(read / 2880).toBeGreaterThanOrEqual(6 * 9 + 5);
    expect(read / 2880).toBeLessThanOrEqual(6 * 11 + 5);
    expect(radius.cost_impact_usd).toEqual({
      value: (6 * 2880) / 1e6 + (read / 1e6) * 0.1,
      source: `17280 samples written a day, ${Math.round(
        read,
      )} read; list of 2026-01-01`,
    });

    const narrower = await measure(
      [recording('sum(rate(http_requests_total[5m]))', 'sum(job:r0:rate5m)')],
      { policy, deployed: [recording(byRoute, 'sum(job:r0:rate5m)')] },
    );
    expect(narrower.new_series.value).toBe(-4);
    expect(narrower.cost_impact_usd.value).toBeLessThan(0);
    expect(narrower.replaced_rules?.value).toEqual(['job:r0:rate5m']);
  });

  it('counts the points of recorded windows that do not exist yet', async () => {
    const radius = await measure([
      recording(
        'sum(rate(orders_total[5m]))',
        'sum_over_time(job:r0:rate5m[1h])',
      ),
    ]);
    const alone = await measure([recording('sum(rate(orders_total[5m]))')]);
    const more =
      (radius.query_samples_per_day?.value ?? 0) -
      (alone.query_samples_per_day?.value ?? 0);
    expect(more).toBe((3600 / 30) * 2880);
  });

  it('has physical units and no dollars without a price list', async () => {
    const radius = await measure([recording('sum(rate(orders_total[5m]))')]);
    expect(radius.samples_per_day?.value).toBe(2880);
    expect(radius.cost_impact_usd).toMatchObject({
      value: null,
      unknown_reason: 'unpriced: no price list is configured',
    });
  });

  it('knows nothing of traffic and series where Prometheus is away', async () => {
    const radius = await measure([recording('sum(rate(orders_total[5m]))')], {
      url: 'http://127.0.0.1:9',
    });
    for (const figure of [
      radius.services,
      radius.dependents,
      radius.endpoints,
      radius.traffic_percent,
      radius.new_series,
      radius.cost_impact_usd,
    ]) {
      expect(figure).toMatchObject({
        value: null,
        unknown_reason: expect.stringContaining('cannot be reached'),
      });
    }
    expect(radius.replaced_rules?.value).toEqual([]);
  });

  it('does not wait for ever', async () => {
    const { traffic_percent: traffic } = await measure(
      [recording('sum(rate(orders_total[5m]))')],
      { policy: { blastRadius: { deadline: { milliseconds: 1 } } } },
    );
    expect(traffic).toMatchObject({
      value: null,
      unknown_reason: expect.stringContaining('did not answer within 0.001 s'),
    });
  });

  it('knows nothing of rules that cannot be read', async () => {
    const broken = { ...recording('up'), content: 'groups: {}' };
    const { services } = await measure([broken]);
    expect(services).toMatchObject({
      value: null,
      unknown_reason: expect.stringContaining('lists'),
    });
  });

  it('touches no traffic with files that are no rules', async () => {
    const runbook = { ...recording(), type: 'runbook' } as Artifact;
    const radius = await measure([runbook], { url: 'http://127.0.0.1:9' });
    expect(radius.services.value).toEqual(['component:default/payments-api']);
    expect(radius.traffic_percent.value).toBe(0);
    expect(radius.new_series.value).toBe(0);
  });

  it('gives up where too much is connected', async () => {
    const crowd = Array.from({ length: 600 }, (_, i) =>
      related('dependencyOf', `component:default/c${i}`),
    );
    const { dependents } = await measure([recording('up')], {
      entities: [...ENTITIES, component('web', { relations: crowd })],
    });
    expect(dependents).toMatchObject({
      value: null,
      unknown_reason: 'more than 500 entities are connected',
    });
  });
});
