import { join } from 'path';
import { stringify } from 'yaml';
import { WorldService } from '../world';
import { LOOPBACK } from '../process';

/**
 * Something else to scrape, for example the portal.
 *
 * @public
 */
export interface ScrapeTarget {
  job: string;
  /** `host:port`. */
  address: string;
  /** Default: /metrics. */
  path?: string;
  /** Default: 5. */
  intervalSeconds?: number;
}

interface ConfigInput {
  services: readonly WorldService[];
  exporterPort: number;
  scrapeIntervalSeconds: number;
  targets: readonly ScrapeTarget[];
  /** Check-out of the GitOps repository. */
  ruleDir?: string;
}

/** Content of prometheus.yml. */
export function prometheusConfig(input: ConfigInput): string {
  const { ruleDir } = input;
  const world = input.services.map(({ name, instance }) => ({
    job_name: name,
    metrics_path: `/services/${name}/metrics`,
    static_configs: [
      {
        targets: [`${LOOPBACK}:${input.exporterPort}`],
        // The same as in the history, whatever port the exporter got today.
        labels: { instance },
      },
    ],
  }));
  const others = input.targets.map(target => ({
    job_name: target.job,
    metrics_path: target.path ?? '/metrics',
    scrape_interval: `${target.intervalSeconds ?? 5}s`,
    scrape_timeout: `${Math.min(target.intervalSeconds ?? 5, 10)}s`,
    static_configs: [{ targets: [target.address] }],
  }));
  return stringify({
    global: {
      scrape_interval: `${input.scrapeIntervalSeconds}s`,
      evaluation_interval: '15s',
    },
    rule_files: ruleDir
      ? ['recording', 'alerting'].map(kind =>
          join(ruleDir, 'prometheus/rules', kind, '*.yaml'),
        )
      : [],
    scrape_configs: [...world, ...others],
  });
}
