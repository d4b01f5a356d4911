import type { Entity } from '@backstage/catalog-model';
import {
  type ArtifactType,
  SLO_SCOUT_ANNOTATIONS,
  type VerdictStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GeneratedFile } from '../generators/types';
import type { PrometheusInstances } from '../prometheus/types';
import { type ValidatorOptions, validateFiles } from '../validators';
import { type FileVerdict, worst } from '../validators/types';
import type { ProgressTracker } from './ProgressTracker';

/** Puts generated files before the validators, with the environment's Prometheus. */
export class Examiner {
  readonly #prometheus: PrometheusInstances;
  readonly #options: ValidatorOptions;

  constructor(options: {
    prometheus: PrometheusInstances;
    validation: ValidatorOptions;
  }) {
    this.#prometheus = options.prometheus;
    this.#options = options.validation;
  }

  async examine(request: {
    files: GeneratedFile[];
    /** Recording rules that the alerts read and that are not among the files. */
    context: GeneratedFile[];
    environment: string;
    entity: Entity;
    progress: ProgressTracker;
    signal: AbortSignal;
  }): Promise<Map<string, FileVerdict>> {
    const { files, context, environment, entity, progress, signal } = request;
    const verdicts = await validateFiles(files, {
      ...this.#options,
      prometheus: this.#prometheus.find(
        environment,
        entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
      ),
      deployedRules: context,
      signal,
      onProgress: (step, status, detail) =>
        status === 'done'
          ? progress.end(step, detail)
          : progress.begin(step, detail),
    });
    for (const step of [
      'promtool',
      'rule_tests',
      'schemas',
      'dry_run',
    ] as const) {
      progress.judge(step, verdictOf(step, files, verdicts));
    }
    return verdicts;
  }
}

const STEP_OF: Record<ArtifactType, 'promtool' | 'rule_tests' | 'schemas'> = {
  recording_rule: 'promtool',
  alert_rule: 'promtool',
  inhibit_rule: 'schemas',
  grafana_dashboard: 'schemas',
  runbook: 'schemas',
  rule_test: 'rule_tests',
};

/** What one step found over all files. */
function verdictOf(
  step: 'promtool' | 'rule_tests' | 'schemas' | 'dry_run',
  files: GeneratedFile[],
  verdicts: Map<string, FileVerdict>,
): VerdictStatus {
  return worst(
    ...files.flatMap(({ type, path }) => {
      const verdict = verdicts.get(path);
      if (!verdict) return [];
      const replayed = verdict.dry_run?.verdict;
      if (step === 'dry_run') return replayed ? [replayed] : [];
      if (STEP_OF[type] !== step) return [];
      // A dry run never fails a file, it only leaves it inconclusive.
      const byOthers = verdict.errors.some(e => e.validator !== 'dry_run');
      return verdict.status === 'inconclusive' && !byOthers
        ? []
        : [verdict.status];
    }),
  );
}
