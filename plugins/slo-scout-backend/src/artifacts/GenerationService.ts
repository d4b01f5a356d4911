import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  type Artifact,
  type ArtifactType,
  type GenerateRequest,
  type GenerateResult,
  type Generation,
  type GenerationStep,
  SLO_SCOUT_ANNOTATIONS,
  sloScoutGeneratePermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Access } from '../access';
import type { AuditLog } from '../audit/AuditLog';
import type { Broadcast } from '../broadcast';
import {
  type EntityDirectory,
  toServiceContext,
} from '../catalog/EntityDirectory';
import { ValidationFailedError, messageOf } from '../errors';
import { GenerationRefused, generateFiles, plannedPaths } from '../generators';
import type { ArtifactGenerator, GeneratedFile } from '../generators/types';
import type { Metrics } from '../metrics';
import type { OverrideStore } from '../policy/overrides/OverrideStore';
import { voidOverrides } from '../policy/overrides/voidOverrides';
import type { FeasibilityService } from '../slos/feasibility/FeasibilityService';
import type { ArtifactStore, JudgedFile } from './ArtifactStore';
import { budgetsOf } from './budgetsOf';
import { candidatesOf, toUnstoredArtifacts } from './candidates';
import { closeGeneration } from './closeGeneration';
import type { DeployedArtifacts } from './DeployedArtifacts';
import type { Examiner } from './Examiner';
import type { GenerationJob, GenerationPlanner } from './GenerationPlanner';
import type { GenerationStore } from './GenerationStore';
import { ProgressTracker } from './ProgressTracker';
import type { TargetDirectory } from './TargetDirectory';

interface Dependencies {
  db: Knex;
  logger: LoggerService;
  planner: GenerationPlanner;
  artifacts: ArtifactStore;
  deployed: DeployedArtifacts;
  generations: GenerationStore;
  generators: ArtifactGenerator[];
  targets: TargetDirectory;
  examiner: Examiner;
  feasibility: FeasibilityService;
  access: Access;
  entities: EntityDirectory;
  audit: AuditLog;
  metrics: Metrics;
  overrides: OverrideStore;
  broadcast: Broadcast;
}

/** Types of the rules that the chosen files read and that are not chosen themselves. */
function unchosenRules({ artifact_types: chosen }: Generation) {
  const read: ArtifactType[] = [
    ...(chosen.includes('alert_rule') || chosen.includes('rule_test')
      ? (['recording_rule'] as const)
      : []),
    ...(chosen.includes('rule_test') ? (['alert_rule'] as const) : []),
  ];
  return read.filter(type => !chosen.includes(type));
}

/** Approved SLOs → files → verdicts → store. */
export class GenerationService {
  readonly #deps: Dependencies;
  readonly #running = new Map<string, AbortController>();

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Runs to the end. A failed verdict rejects with `ValidationFailedError`. */
  async generate(
    request: GenerateRequest,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<GenerateResult> {
    const job = await this.#deps.planner.plan(request, credentials);
    if (!job.generation.validation_only) {
      await this.#deps.generations.insert(job.generation);
    }
    const result = await this.#run(job, signal);
    if (result.artifacts.some(a => a.validation_status === 'failed')) {
      throw new ValidationFailedError(
        job.generation.id,
        result.artifacts,
        result.notes,
      );
    }
    return result;
  }

  /** Answers with the id once the request is accepted, and goes on by itself. */
  async start(
    request: GenerateRequest,
    credentials: BackstageCredentials,
  ): Promise<{ generation_id: string }> {
    if (request.validation_only) {
      throw new InputError(
        'validation_only stores nothing to follow: leave out Prefer: respond-async',
      );
    }
    const job = await this.#deps.planner.plan(request, credentials);
    await this.#deps.generations.insert(job.generation);
    this.#run(job).catch(error => {
      this.#deps.logger.warn(`Generation ${job.generation.id} ended`, error);
    });
    return { generation_id: job.generation.id };
  }

  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<{
    generation: Generation;
    artifacts: Artifact[];
    notes: string[];
  }> {
    const [found, artifacts] = await Promise.all([
      this.#deps.generations.get(id),
      this.#deps.artifacts.list({ generation_id: id }),
    ]);
    await this.#deps.access.require(
      credentials,
      sloScoutReadPermission,
      found.generation.entity_ref,
    );
    return { ...found, artifacts };
  }

  async cancel(id: string, credentials: BackstageCredentials): Promise<void> {
    const person = await this.#deps.access.person(credentials);
    const { generation } = await this.#deps.generations.get(id);
    await this.#deps.access.requireChange(
      person,
      await this.#deps.entities.get(generation.entity_ref, credentials),
      sloScoutGeneratePermission,
    );
    await this.#deps.db.transaction(async tx => {
      const cancelled = await this.#deps.generations.finish(
        id,
        { status: 'cancelled', error: `Cancelled by ${person.ref}` },
        tx,
      );
      if (!cancelled) {
        throw new ConflictError(`Generation ${id} has ended already`);
      }
      await this.#deps.audit.append(tx, {
        action: 'generation_cancelled',
        actor: person.ref,
        entity_ref: generation.entity_ref,
        payload: { generation_id: id },
      });
    });
    this.#running.get(id)?.abort();
    this.#tell(generation);
  }

  async #run(
    job: GenerationJob,
    signal?: AbortSignal,
  ): Promise<GenerateResult> {
    const { generation } = job;
    const controller = new AbortController();
    const abort = () => controller.abort();
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    this.#running.set(generation.id, controller);
    const progress = new ProgressTracker(steps => this.#report(job, steps));
    const started = process.hrtime.bigint();
    const seconds = () => Number(process.hrtime.bigint() - started) / 1e9;
    try {
      const result = await this.#produce(job, progress, controller.signal);
      const failed = result.artifacts.some(
        a => a.validation_status === 'failed',
      );
      this.#deps.metrics.generated(seconds(), failed ? 'failed' : 'succeeded');
      return result;
    } catch (error) {
      this.#deps.metrics.generated(
        seconds(),
        controller.signal.aborted ? 'cancelled' : 'failed',
      );
      await this.#abandon(job, error as Error, controller.signal.aborted);
      throw error;
    } finally {
      this.#running.delete(generation.id);
      signal?.removeEventListener('abort', abort);
      this.#tell(generation);
    }
  }

  async #produce(
    job: GenerationJob,
    progress: ProgressTracker,
    signal: AbortSignal,
  ): Promise<GenerateResult> {
    const { targets, examiner, feasibility } = this.#deps;
    const { generation, entity, owner, target, slos } = job;
    const surroundings = {
      environment: target.environment,
      entity,
      progress,
      signal,
    };
    const verification = await examiner.verify({ ...surroundings, slos });
    if (verification.refusal) throw new GenerationRefused(verification.refusal);
    progress.begin('generate');
    const input = {
      service: toServiceContext(entity, owner),
      environment: target.environment,
      target: targets.contextFor(target, entity),
      slos,
      rules: target.rules,
    };
    const output = generateFiles(
      input,
      generation.artifact_types,
      this.#deps.generators,
    );
    await this.#refuseForeignPaths(generation, output.files);
    progress.end('generate', `${output.files.length} files`);
    const verdicts = await examiner.examine({
      ...surroundings,
      verification,
      files: output.files,
      knownPaths: plannedPaths(input),
      stored: !generation.validation_only,
      budgets: budgetsOf(input),
      context: generateFiles(input, unchosenRules(generation)).files,
    });
    signal.throwIfAborted();
    const files = candidatesOf(output.files, verdicts, slos);
    const notes = [
      ...verification.notes,
      ...(await feasibility.notes(slos, job.person.credentials)),
      ...output.notes,
      ...[...verdicts.values()].flatMap(verdict => verdict.notes ?? []),
    ];
    return {
      generation_id: generation.id,
      notes,
      artifacts: generation.validation_only
        ? toUnstoredArtifacts(generation, files)
        : await this.#store(job, files, notes, progress),
    };
  }

  /** Two services whose names sanitise alike would overwrite each other's files. */
  async #refuseForeignPaths(
    generation: Generation,
    files: GeneratedFile[],
  ): Promise<void> {
    const other = await this.#deps.deployed.otherOwner(
      generation,
      files.map(file => file.path),
    );
    if (other) {
      throw new GenerationRefused(
        `${other.path} belongs to ${other.entity_ref}. Give one of the two another name by the annotation ${SLO_SCOUT_ANNOTATIONS.service}.`,
      );
    }
  }

  /** One transaction: artifacts, verdicts, the generation's end and its audit entry. */
  async #store(
    job: GenerationJob,
    files: JudgedFile[],
    notes: string[],
    progress: ProgressTracker,
  ): Promise<Artifact[]> {
    const { db, artifacts, generations, audit } = this.#deps;
    const { generation, person } = job;
    progress.begin('store');
    const failed = files.filter(f => f.verdict.status === 'failed');
    progress.end('store');
    progress.finish();
    return db.transaction(async tx => {
      const finished = await generations.finish(
        generation.id,
        {
          status: failed.length > 0 ? 'failed' : 'succeeded',
          steps: progress.steps,
          notes,
        },
        tx,
      );
      if (!finished) {
        throw new ConflictError(`Generation ${generation.id} was cancelled`);
      }
      const kept = await artifacts.keep(tx, {
        generationId: generation.id,
        scope: {
          entity_ref: generation.entity_ref,
          environment: generation.environment,
          target: generation.target,
        },
        files,
        actor: person.ref,
      });
      // What failed is never approved, so it changes nothing that somebody let pass.
      await voidOverrides(tx, this.#deps, {
        artifacts: failed.length > 0 ? [] : kept,
        generationId: generation.id,
        actor: person.ref,
      });
      await audit.append(tx, {
        action: failed.length > 0 ? 'generation_failed' : 'artifacts_generated',
        actor: person.ref,
        entity_ref: generation.entity_ref,
        payload: {
          generation_id: generation.id,
          environment: generation.environment,
          slo_ids: [...new Set(kept.flatMap(a => a.slo_ids))].sort(),
          artifacts: kept.map(a => ({
            id: a.id,
            path: a.path,
            content_hash: a.content_hash,
            validation_status: a.validation_status,
          })),
        },
      });
      return kept;
    });
  }

  /** Closes what a portal that died left running, so that nobody waits for it. */
  async closeAbandoned(before: Date): Promise<void> {
    for (const generation of await this.#deps.generations.abandoned(before)) {
      await closeGeneration(this.#deps, generation, 'plugin:slo-scout', {
        status: 'failed',
        error: 'The portal stopped while it was running. Generate again.',
        action: 'generation_failed',
      });
    }
  }

  /** A run that ended without verdicts is closed with its reason, and audited. */
  async #abandon(
    { generation, person }: GenerationJob,
    error: Error,
    cancelled: boolean,
  ): Promise<void> {
    if (generation.validation_only) return;
    const refused = error instanceof GenerationRefused;
    await closeGeneration(this.#deps, generation, person.ref, {
      status: cancelled ? 'cancelled' : 'failed',
      error: messageOf(error),
      action: refused ? 'generation_refused' : 'generation_failed',
    });
  }

  #report(job: GenerationJob, steps: GenerationStep[]) {
    if (job.generation.validation_only) return;
    this.#deps.generations
      .reportSteps(job.generation.id, steps)
      .then(() => this.#tell(job.generation))
      .catch(error => {
        this.#deps.logger.warn('Progress could not be stored', error);
      });
  }

  #tell(generation: Generation) {
    this.#deps.broadcast({
      subject: 'generation',
      entity_ref: generation.entity_ref,
      id: generation.id,
    });
  }
}
