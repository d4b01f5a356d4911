import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  type BacktestAnswer,
  type BacktestRequest,
  type DryRunResult,
  sloScoutGeneratePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GitProviders } from '../gitops/providers';
import type { GitOpsTarget } from '../gitops/types';
import type { SloStore } from '../slos/SloStore';
import {
  backtest,
  dryRun,
  type DryRunOptions,
  RuleFileError,
} from '../validators/dryRun';
import { fidelityView } from './fidelityView';
import { ruleText } from './ruleText';
import { rulesOf } from './rulesOf';
import type { Scene, Stage } from './Stage';

const RULE_FILE = /^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$)).+\.ya?ml$/;

/** The dry run for rules that a team runs already, beside the one of its SLOs. */
export class BacktestService {
  readonly #stage: Stage;
  readonly #slos: SloStore;
  readonly #providers: GitProviders;
  readonly #dryRun: DryRunOptions;
  readonly #now: () => Date;

  constructor(options: {
    stage: Stage;
    slos: SloStore;
    providers: GitProviders;
    dryRun: DryRunOptions;
    now: () => Date;
  }) {
    this.#stage = options.stage;
    this.#slos = options.slos;
    this.#providers = options.providers;
    this.#dryRun = options.dryRun;
    this.#now = options.now;
  }

  /** Stores nothing. A text that is no rule file rejects with a sentence. */
  async answer(
    request: BacktestRequest,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<BacktestAnswer> {
    const scene = await this.#stage.set(
      {
        entityRef: request.entity_ref,
        environment: request.environment,
        permission: sloScoutGeneratePermission,
      },
      credentials,
    );
    const now = this.#now().getTime() / 1000;
    const content = await this.#contentOf(request, scene.target);
    try {
      const { result, fidelity } = await backtest({
        ...this.#dryRun,
        mode: request.mode ?? 'exact',
        content: ruleText(content),
        client: scene.client,
        now,
        signal,
      });
      if (result.alerts.length === 0) {
        throw new RuleFileError(
          'it has no alerting rule. Recording rules alone wake nobody',
        );
      }
      return {
        theirs: result,
        fidelity: fidelity.map(fidelityView),
        ...(await this.#ours(scene, request, now, signal)),
      };
    } catch (error) {
      if (!(error instanceof RuleFileError)) throw error;
      throw new InputError(
        `This is not a rule file that can be replayed: ${error.message}.`,
      );
    }
  }

  async #contentOf(
    { content, path }: BacktestRequest,
    target: GitOpsTarget,
  ): Promise<string> {
    if ((content === undefined) === (path === undefined)) {
      throw new InputError('Give either content or path.');
    }
    if (content !== undefined) return content;
    if (!RULE_FILE.test(path!)) {
      throw new InputError(
        `${path} is not the path of a YAML file inside of the repository.`,
      );
    }
    const { repo, branch } = target;
    const found = await this.#providers
      .forTarget(target)
      .readFile(repo, branch, path!);
    if (found === null) {
      throw new NotFoundError(`${repo} has no ${path} on ${branch}.`);
    }
    return found;
  }

  /** What is generated from the approved SLOs, over the same days. */
  async #ours(
    { entity, input, client }: Scene,
    { mode = 'exact' }: BacktestRequest,
    now: number,
    signal?: AbortSignal,
  ): Promise<{ ours?: DryRunResult }> {
    const all = await this.#slos.list(stringifyEntityRef(entity));
    const slos = all.filter(slo => slo.status === 'approved');
    if (slos.length === 0) return {};
    const { notes: _, ...rules } = rulesOf({ ...input, slos });
    const [ours] = (
      await dryRun({ ...this.#dryRun, ...rules, mode, client, now, signal })
    ).values();
    return { ours };
  }
}
