import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { createPrometheusInstances } from '.';

/** Stores that speak Prometheus' API, and what they have to be told. */
describe('an instance', () => {
  let server: Server;
  let url: string;
  const seen: Array<{
    path: string;
    form: Record<string, string>;
    tenant: unknown;
  }> = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      seen.push({
        path: request.url!,
        form: Object.fromEntries(new URLSearchParams(body)),
        tenant: request.headers['x-scope-orgid'],
      });
      const resultType = request.url!.endsWith('range') ? 'matrix' : 'vector';
      response.end(
        JSON.stringify({ status: 'success', data: { resultType, result: [] } }),
      );
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });
  beforeEach(() => {
    seen.length = 0;
  });

  const instance = (options: JsonObject) =>
    createPrometheusInstances(
      mockServices.rootConfig({
        data: {
          sloScout: { prometheus: [{ name: 'store', url, ...options }] },
        },
      }),
    ).find('production')!;

  const ask = async (options: JsonObject) => {
    const client = instance(options);
    await client.queryRange('up', { start: 0, end: 60, step: 30 });
    await client.query('up', { time: 60 });
    return seen;
  };

  const RANGE = { query: 'up', start: '0', end: '60', step: '30' };
  const INSTANT = { query: 'up', time: '60' };

  it('of Thanos is asked for whole answers of full resolution', async () => {
    const params = {
      partial_response: 'false',
      dedup: 'true',
      max_source_resolution: '0s',
    };
    await expect(ask({ kind: 'thanos' })).resolves.toEqual([
      {
        path: '/api/v1/query_range',
        form: { ...params, ...RANGE },
        tenant: undefined,
      },
      {
        path: '/api/v1/query',
        form: { ...params, ...INSTANT },
        tenant: undefined,
      },
    ]);
  });

  it('of Mimir is asked below its prefix, for a tenant', async () => {
    await expect(
      ask({
        kind: 'mimir',
        url: `${url}/prometheus`,
        headers: { 'X-Scope-OrgID': 'team-a' },
      }),
    ).resolves.toEqual([
      {
        path: '/prometheus/api/v1/query_range',
        form: RANGE,
        tenant: 'team-a',
      },
      { path: '/prometheus/api/v1/query', form: INSTANT, tenant: 'team-a' },
    ]);
  });

  it('takes parameters, but not in the place of the question', async () => {
    const [{ form }] = await ask({
      kind: 'thanos',
      params: { dedup: 'false', 'replicaLabels[]': 'replica', query: 'down' },
    });
    expect(form).toEqual({
      partial_response: 'false',
      dedup: 'false',
      max_source_resolution: '0s',
      'replicaLabels[]': 'replica',
      ...RANGE,
    });
  });

  it('is asked nothing but the question where it is Prometheus', async () => {
    const [{ form }] = await ask({});
    expect(form).toEqual(RANGE);
  });

  it('of a kind that nobody knows is refused', () => {
    expect(() => instance({ kind: 'cortex' })).toThrow(
      /kind of Prometheus “store” must be one of prometheus, thanos, mimir, victoriametrics/,
    );
  });
});
