export { createMetricsEndpoint } from './metricsEndpoint';
export { installMeterProvider } from './meterProvider';
