import type { Entity } from '@backstage/catalog-model';
import { SLO_SCOUT_ANNOTATIONS } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GeneratedFile } from '../generators/types';
import type { PrometheusInstances } from '../prometheus/types';
import { type ValidatorOptions, validateFiles } from '../validators';
import type { FileVerdict } from '../validators/types';
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
    return validateFiles(files, {
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
  }
}
