import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { metricsServiceFactory } from '@backstage/backend-defaults/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { createMetricsEndpoint, installMeterProvider } from './index';

const exporter = installMeterProvider();

/** Records as the plugin slo-scout does, through Backstage's own service. */
const recorder = createBackendPlugin({
  pluginId: 'slo-scout',
  register(env) {
    env.registerInit({
      deps: { metrics: metricsServiceRef },
      async init({ metrics }) {
        metrics
          .createHistogram('artifact_generation_duration_seconds', {
            unit: 's',
            advice: { explicitBucketBoundaries: [1, 10] },
          })
          .record(2.5, { outcome: 'succeeded' });
        metrics
          .createCounter('policy_guard_violations_total')
          .add(3, { invariant: 'blast_radius.services' });
      },
    });
  },
});

async function freePort(): Promise<number> {
  const server = await listening();
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

function listening(): Promise<Server> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}

function startPortal(port: number) {
  return startTestBackend({
    features: [
      createMetricsEndpoint(exporter),
      recorder,
      metricsServiceFactory,
      mockServices.rootConfig.factory({ data: { metrics: { port } } }),
    ],
  });
}

describe('GET /metrics', () => {
  it('shows the metrics of plugins under exactly their names', async () => {
    const port = await freePort();
    await startPortal(port);

    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const lines = (await response.text())
      .split('\n')
      .filter(line => /^(artifact_generation|policy_guard)/.test(line));

    const scope = 'otel_scope_name="backstage-plugin-slo-scout"';
    const duration = `outcome="succeeded",${scope}`;
    expect(lines.toSorted()).toEqual([
      `artifact_generation_duration_seconds_bucket{${duration},le="+Inf"} 1`,
      `artifact_generation_duration_seconds_bucket{${duration},le="1"} 0`,
      `artifact_generation_duration_seconds_bucket{${duration},le="10"} 1`,
      `artifact_generation_duration_seconds_count{${duration}} 1`,
      `artifact_generation_duration_seconds_sum{${duration}} 2.5`,
      `policy_guard_violations_total{invariant="blast_radius.services",${scope}} 3`,
    ]);
  });

  it('answers nothing else', async () => {
    const port = await freePort();
    await startPortal(port);

    const other = await fetch(`http://127.0.0.1:${port}/other`);
    const post = await fetch(`http://127.0.0.1:${port}/metrics`, {
      method: 'POST',
    });

    expect([other.status, post.status]).toEqual([404, 404]);
  });

  it('says which setting to change where the port is taken', async () => {
    const taken = await listening();
    const { port } = taken.address() as AddressInfo;

    await expect(startPortal(port)).rejects.toThrow(
      new RegExp(
        `cannot listen on 127.0.0.1:${port}; choose another metrics.port`,
      ),
    );
    taken.close();
  });

  it('refuses a second meter provider, which would leave ours without metrics', () => {
    expect(() => installMeterProvider()).toThrow(/use only one/);
  });
});
