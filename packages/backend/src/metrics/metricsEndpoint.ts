import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { PrometheusExporter } from '@opentelemetry/exporter-prometheus';

const DEFAULT_PORT = 9464;

/**
 * `GET /metrics` in Prometheus' text format, on a port of its own: it needs no
 * credentials, so it must not be reachable where the portal is.
 */
export function createMetricsEndpoint(exporter: PrometheusExporter) {
  return createBackendPlugin({
    pluginId: 'metrics',
    register(env) {
      env.registerInit({
        deps: {
          config: coreServices.rootConfig,
          logger: coreServices.logger,
          lifecycle: coreServices.rootLifecycle,
        },
        async init({ config, logger, lifecycle }) {
          const server = createMetricsServer(exporter);
          const url = await listen(server, readAddress(config));
          logger.info(`Metrics for Prometheus at ${url}`);
          lifecycle.addShutdownHook(() => close(server));
        },
      });
    },
  });
}

function createMetricsServer(exporter: PrometheusExporter): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method !== 'GET' || pathname !== '/metrics') {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('Metrics are at GET /metrics\n');
      return;
    }
    exporter.getMetricsRequestHandler(request, response);
  });
}

function readAddress(config: Config): { host: string; port: number } {
  return {
    host: config.getOptionalString('metrics.host') ?? '127.0.0.1',
    port: config.getOptionalNumber('metrics.port') ?? DEFAULT_PORT,
  };
}

function listen(
  server: Server,
  address: { host: string; port: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', error =>
      reject(
        new Error(
          `Metrics cannot listen on ${address.host}:${address.port}; choose another metrics.port. ${error.message}`,
        ),
      ),
    );
    server.listen(address.port, address.host, () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://${address.host}:${port}/metrics`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
