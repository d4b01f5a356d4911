import { metrics } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/**
 * Makes the meters of all plugins real. Backstage's metrics service takes its
 * meters from the global provider, so this must run before any plugin asks.
 */
export function installMeterProvider(): PrometheusExporter {
  // The endpoint is served by a plugin of ours, which knows the configuration.
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({ readers: [exporter] });
  if (!metrics.setGlobalMeterProvider(provider)) {
    throw new Error(
      'Another OpenTelemetry meter provider is installed already; use only one.',
    );
  }
  return exporter;
}
