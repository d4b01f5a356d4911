import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { ConfigReader } from '@backstage/config';
import createKnex from 'knex';
import { AuditLog } from '../plugins/slo-scout-backend/src/audit/AuditLog';
import { EntityDirectory } from '../plugins/slo-scout-backend/src/catalog/EntityDirectory';
import { migrate } from '../plugins/slo-scout-backend/src/database/openDatabase';
import type { GeneratedFile } from '../plugins/slo-scout-backend/src/generators';
import { createGitProviders } from '../plugins/slo-scout-backend/src/gitops/providers';
import { readTargets } from '../plugins/slo-scout-backend/src/gitops/targets';
import { BlastRadiusMeter } from '../plugins/slo-scout-backend/src/policy/blastRadius/BlastRadiusMeter';
import { PolicyGuard } from '../plugins/slo-scout-backend/src/policy/PolicyGuard';
import { InvariantRegistry } from '../plugins/slo-scout-backend/src/policy/InvariantRegistry';
import { Policies } from '../plugins/slo-scout-backend/src/policy/Policies';
import { OverrideStore } from '../plugins/slo-scout-backend/src/policy/overrides/OverrideStore';
import { PolicyStore } from '../plugins/slo-scout-backend/src/policy/PolicyStore';
import { HttpPrometheusClient } from '../plugins/slo-scout-backend/src/prometheus';
import {
  readValidatorOptions,
  validateFiles,
} from '../plugins/slo-scout-backend/src/validators';
import {
  dryRun,
  readRuleFile,
} from '../plugins/slo-scout-backend/src/validators/dryRun';
import { BareCheck } from './bareCheck';
import { NO_CONFIG, filesOf } from './files';
import { generateService, generateServices } from './generatePhases';
import { ruleTests } from './ruleTestPhase';
import {
  ENVIRONMENT,
  api,
  artifactsOf,
  component,
  nobody,
  silent,
} from './subject';

/** What a phase stands on; started by the bench, used by its children. */
export interface Places {
  prometheusUrl: string;
  /** Only where a phase asked for it. */
  gitHost?: { host: string; apiBaseUrl: string; token: string; repo: string };
}

/** A phase with everything made that is not to be measured. */
export interface PreparedPhase {
  run(): Promise<void>;
  /** Measured in turn with it. */
  beside?: BareCheck;
  /** What one run makes. */
  produced?: { files: number; bytes: number };
  close?(): Promise<void>;
}

export type Prepare = (size: number, places: Places) => Promise<PreparedPhase>;

function prometheusOf({ prometheusUrl }: Places) {
  return new HttpPrometheusClient({ name: ENVIRONMENT, url: prometheusUrl });
}

/** Rule tests and the snippet for Alertmanager run programs of their own. */
function isOfSchemas({ type }: GeneratedFile): boolean {
  return type !== 'rule_test' && type !== 'inhibit_rule';
}

const validate: Prepare = async (size, places) => {
  const files = filesOf(size, places).files.filter(isOfSchemas);
  const bare = await BareCheck.rules(files);
  return {
    run: async () => {
      const verdicts = await validateFiles(files, {
        ...readValidatorOptions(NO_CONFIG),
        prometheus: undefined,
      });
      const wrong = [...verdicts.values()]
        .flatMap(verdict => verdict.errors)
        .filter(error => error.validator !== 'dry_run');
      if (wrong.length > 0) throw new Error(wrong[0].message);
    },
    beside: bare,
    close: () => bare.remove(),
  };
};

const replay: Prepare = async (size, places) => {
  const { files } = filesOf(size, places);
  const rules = (type: GeneratedFile['type']) =>
    files.filter(file => file.type === type);
  const client = prometheusOf(places);
  return {
    run: async () => {
      const results = await dryRun({
        ...readValidatorOptions(NO_CONFIG).dryRun,
        mode: 'fast',
        deadlineMs: 5 * 60_000,
        alerts: new Map(
          rules('alert_rule').map(file => [
            file.path,
            readRuleFile(file.content).alerts,
          ]),
        ),
        recordings: rules('recording_rule').flatMap(
          file => readRuleFile(file.content).recordings,
        ),
        client,
        now: Date.now() / 1000,
      });
      for (const { verdict, reason } of results.values()) {
        if (verdict !== 'passed') throw new Error(reason);
      }
    },
  };
};

const guarded =
  (withPrometheus: boolean): Prepare =>
  async (size, places) => {
    const { files, input } = filesOf(size, places);
    const db = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    await migrate(db);
    const audit = new AuditLog({ db });
    await audit.record({ action: 'slo_created', actor: 'bench', payload: {} });
    const prometheus = withPrometheus ? prometheusOf(places) : undefined;
    const guard = new PolicyGuard({
      meter: new BlastRadiusMeter({
        config: NO_CONFIG,
        entities: new EntityDirectory({
          catalog: new InMemoryCatalogClient({ entities: [component, api] }),
        }),
        prometheus: { find: () => prometheus },
        credentials: async () => nobody,
      }),
      policies: new Policies({
        store: new PolicyStore({ db }),
        registry: new InvariantRegistry(),
      }),
      overrides: new OverrideStore({ db }),
      audit,
      metrics: { generated: () => {}, violated: () => {} },
    });
    const bundle = {
      entity: component,
      environment: ENVIRONMENT,
      target: ENVIRONMENT,
      artifacts: artifactsOf(files, input),
      deployed: [],
      slos: input.slos,
      authors: [],
    };
    return {
      run: async () => {
        const { facts } = await guard.evaluate({
          phase: 'evaluate',
          bundle,
          approval: { given: true, by: ['bench'], source: 'bench', reason: '' },
        });
        const radius = facts.blast_radius;
        const known = [
          radius.services,
          radius.endpoints,
          radius.traffic_percent,
          radius.query_samples_per_day,
        ].map(figure => figure?.value !== null);
        if (known.some(is => is !== withPrometheus)) {
          throw new Error(`Not measured as meant: ${JSON.stringify(radius)}`);
        }
      },
      close: () => db.destroy(),
    };
  };

const pullRequest: Prepare = async (size, places) => {
  const { files } = filesOf(size, places);
  if (!places.gitHost) throw new Error('There is no Git host');
  const { host, apiBaseUrl, token, repo } = places.gitHost;
  const target = { name: ENVIRONMENT, environment: ENVIRONMENT, repo };
  const config = new ConfigReader({
    integrations: { github: [{ host, apiBaseUrl, token }] },
    sloScout: { targets: [{ ...target, provider: 'github', host }] },
  });
  const provider = createGitProviders({ config, logger: silent }).forTarget(
    readTargets(config).all()[0],
  );
  let attempt = 0;
  return {
    run: async () => {
      attempt += 1;
      const { outcome } = await provider.openPullRequest({
        repo,
        base: 'main',
        branch: `slo-scout/bench-${size}-${attempt}`,
        title: 'feat(payments-api): add SLO monitoring',
        body: '## Summary\n',
        commitMessage: 'feat(payments-api): add SLO monitoring',
        commitDate: new Date().toISOString(),
        author: { name: 'bench', email: 'bench@users.slo-scout.invalid' },
        files,
        labels: [],
      });
      if (outcome !== 'opened') throw new Error(`The files are ${outcome}`);
    },
  };
};

export const phases = {
  generate: generateService,
  generate_services: generateServices,
  validate,
  rule_tests: ruleTests,
  dry_run: replay,
  guard: guarded(false),
  guard_prometheus: guarded(true),
  pull_request: pullRequest,
} satisfies Record<string, Prepare>;

export type PhaseName = keyof typeof phases;
