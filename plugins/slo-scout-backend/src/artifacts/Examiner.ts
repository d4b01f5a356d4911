import type { Entity } from '@backstage/catalog-model';
import {
  type Slo,
  SLO_SCOUT_ANNOTATIONS,
  type VerdictStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GeneratedFile } from '../generators/types';
import type { PrometheusInstances } from '../prometheus/types';
import {
  type BudgetSource,
  type ValidatorOptions,
  validateFiles,
} from '../validators';
import { type FileVerdict, worst } from '../validators/types';
import {
  type Verification,
  type VerifyOptions,
  verify,
} from '../validators/verify';
import type { ProgressTracker } from './ProgressTracker';
import { withDoubts } from './withDoubts';

interface Surroundings {
  environment: string;
  entity: Entity;
  progress: ProgressTracker;
  signal: AbortSignal;
}

/**
 * Puts SLOs, and the files generated from them, before the validators, with the
 * environment's Prometheus.
 */
export class Examiner {
  readonly #prometheus: PrometheusInstances;
  readonly #options: ValidatorOptions;
  readonly #verify: VerifyOptions;

  constructor(options: {
    prometheus: PrometheusInstances;
    validation: ValidatorOptions;
    verification: VerifyOptions;
  }) {
    this.#prometheus = options.prometheus;
    this.#options = options.validation;
    this.#verify = options.verification;
  }

  /** What Prometheus knows of the names in the SLOs, before anything is generated. */
  async verify(request: Surroundings & { slos: Slo[] }): Promise<Verification> {
    const { slos, progress, signal } = request;
    progress.begin('verify');
    const verification = await verify({
      ...this.#verify,
      slos,
      client: this.#clientFor(request),
      now: Date.now() / 1000,
      signal,
    });
    progress.end('verify', verification.detail);
    progress.judge('verify', verification.status);
    return verification;
  }

  async examine(
    request: Surroundings & {
      files: GeneratedFile[];
      /** Recording rules that the alerts read and that are not among the files. */
      context: GeneratedFile[];
      /** Paths that the files may link to although they are not among them. */
      knownPaths: string[];
      verification: Verification;
      /** False for a first look: alerts are then replayed approximately, and soon. */
      stored: boolean;
      /** What the firings of alerts are measured by. */
      budgets: BudgetSource[];
    },
  ): Promise<Map<string, FileVerdict>> {
    const { files, context, knownPaths, progress, signal } = request;
    const { dryRun } = this.#options;
    const verdicts = await validateFiles(files, {
      ...this.#options,
      dryRun: {
        ...dryRun,
        mode: dryRun.mode ?? (request.stored ? 'exact' : 'fast'),
      },
      budgets: request.budgets,
      prometheus: this.#clientFor(request),
      deployedRules: context,
      knownPaths,
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
    return withDoubts(files, verdicts, request.verification);
  }

  #clientFor({ environment, entity }: Surroundings) {
    return this.#prometheus.find(
      environment,
      entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
    );
  }
}

type JudgedStep = 'promtool' | 'rule_tests' | 'schemas' | 'dry_run';

/** Every other validator speaks in the step of the schemas. */
const STEP_OF = new Map<string, JudgedStep>([
  ['promtool', 'promtool'],
  ['rule_tests', 'rule_tests'],
  ['dry_run', 'dry_run'],
]);

/** What one step found over all files: their verdicts, where a validator of it has spoken. */
function verdictOf(
  step: JudgedStep,
  files: GeneratedFile[],
  verdicts: Map<string, FileVerdict>,
): VerdictStatus {
  return worst(
    ...files.flatMap(({ type, path }) => {
      const verdict = verdicts.get(path);
      if (!verdict) return [];
      // What tests say of rule files stands in their own verdicts as well.
      if (step === 'rule_tests' && type !== 'rule_test') return [];
      // A dry run never fails a file, it only leaves it inconclusive.
      if (step === 'dry_run') {
        return verdict.dry_run ? [verdict.dry_run.verdict] : [];
      }
      return verdict.errors.some(
        ({ validator }) => (STEP_OF.get(validator) ?? 'schemas') === step,
      )
        ? [verdict.status]
        : [];
    }),
  );
}
