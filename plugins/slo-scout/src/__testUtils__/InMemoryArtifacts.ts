import { NotFoundError } from '@backstage/errors';
import type {
  Artifact,
  ArtifactApi,
  Capabilities,
  DashboardRange,
  GenerateRequest,
  Generation,
  GenerationApi,
  GenerationStep,
  ListArtifactsRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { aDashboard } from './dashboard';
import { aBundle, aDecision, ENTITY_REF, theCapabilities } from './fixtures';
import { InMemoryOverview } from './InMemoryOverview';
import { refusal } from './refusal';

type View = Awaited<ReturnType<GenerationApi['getGeneration']>>;

/** What there is of files before the first request. */
export interface ArtifactWorld {
  artifacts?: Artifact[];
  capabilities?: Partial<Capabilities>;
  /** Artifacts that the next generation makes. */
  generated?: Artifact[];
  /** Steps that one look at a running generation completes; all by default. */
  stepsPerLook?: number;
}

const STEPS: GenerationStep['name'][] = [
  'verify',
  'generate',
  'promtool',
  'rule_tests',
  'schemas',
  'dry_run',
  'store',
];

/** Files from their generation to their approval, as far as the browser sees them. */
export class InMemoryArtifacts
  extends InMemoryOverview
  implements GenerationApi, ArtifactApi
{
  artifacts: Artifact[];
  capabilities: Capabilities;
  readonly #generated: Artifact[];
  readonly #stepsPerLook: number;
  readonly #generations = new Map<string, View & { looks: number }>();

  constructor(world: ArtifactWorld) {
    super();
    this.artifacts = world.artifacts ?? [];
    this.capabilities = theCapabilities(world.capabilities);
    this.#generated = world.generated ?? aBundle();
    this.#stepsPerLook = world.stepsPerLook ?? STEPS.length;
  }

  async generate(request: GenerateRequest) {
    const artifacts = this.#generated.filter(a =>
      request.artifact_types.includes(a.type),
    );
    if (artifacts.some(a => a.validation_status === 'failed')) {
      throw await refusal(400, 'Validation failed', { artifacts });
    }
    return { generation_id: 'not-stored', artifacts, notes: [] as string[] };
  }

  async startGeneration(request: GenerateRequest) {
    if (request.validation_only) {
      throw await refusal(400, 'validation_only stores nothing to follow');
    }
    const id = `generation-${this.#generations.size + 1}`;
    const generation: Generation = {
      id,
      entity_ref: ENTITY_REF,
      environment: request.environment ?? 'production',
      target: 'production',
      slo_ids: request.slo_ids,
      artifact_types: request.artifact_types,
      validation_only: request.validation_only ?? false,
      status: 'running',
      steps: STEPS.map(name => ({ name, status: 'pending' })),
      created_at: '2026-11-23T12:00:00Z',
      created_by: this.capabilities.user_entity_ref,
    };
    this.#generations.set(id, {
      generation,
      artifacts: [],
      notes: [],
      looks: 0,
    });
    return { generation_id: id };
  }

  async getGeneration({ id }: { id: string }): Promise<View> {
    const view = this.#generations.get(id);
    if (!view) throw new NotFoundError(`No generation ${id}`);
    if (view.generation.status === 'running') this.#advance(view);
    return { ...view, generation: { ...view.generation } };
  }

  #advance(view: View & { looks: number }) {
    view.looks += 1;
    const done = view.looks * this.#stepsPerLook;
    const { generation } = view;
    generation.steps = STEPS.map((name, index) => {
      if (index < done) return { name, status: 'done' };
      return { name, status: index === done ? 'running' : 'pending' };
    });
    if (done < STEPS.length) return;
    const types = generation.artifact_types;
    view.artifacts = this.#generated.filter(a => types.includes(a.type));
    const failed = view.artifacts.some(a => a.validation_status === 'failed');
    generation.status = failed ? 'failed' : 'succeeded';
    this.artifacts = view.artifacts;
  }

  async cancelGeneration({ id }: { id: string }) {
    const view = this.#generations.get(id);
    if (view) view.generation.status = 'cancelled';
  }

  async listArtifacts(_: ListArtifactsRequest) {
    return { artifacts: this.artifacts };
  }

  async getArtifact({ id }: { id: string }) {
    const artifact = this.artifacts.find(a => a.id === id);
    if (!artifact) throw new NotFoundError(`No artifact ${id}`);
    return { artifact };
  }

  async getDeployedArtifact({ id }: { id: string }) {
    const { artifact } = await this.getArtifact({ id });
    const deployed = this.artifacts.find(
      other =>
        other.path === artifact.path &&
        ['deployed', 'live', 'drifted', 'reverted'].includes(
          other.deployment_status,
        ),
    );
    return { artifact: deployed ?? null };
  }

  async getPanels({ range }: { id: string; range: DashboardRange }) {
    return { dashboard: aDashboard(range) };
  }

  async decideArtifact(request: {
    id: string;
    action: 'approve' | 'reject';
    reason?: string;
  }) {
    this.change([request.id], {
      approval_status: request.action === 'approve' ? 'approved' : 'rejected',
      rejected_reason: request.reason ?? null,
    });
    return this.getArtifact(request);
  }

  async approveArtifacts({ artifact_ids }: { artifact_ids: string[] }) {
    this.change(artifact_ids, {
      approval_status: 'approved',
      approved_by: this.capabilities.user_entity_ref,
      approved_at: '2026-11-23T12:04:00Z',
    });
    return { artifacts: this.artifacts, decision: aDecision() };
  }

  async evaluatePolicy(_: { artifact_ids: string[] }) {
    return { decision: aDecision() };
  }

  protected change(ids: string[], change: Partial<Artifact>) {
    this.artifacts = this.artifacts.map(artifact =>
      ids.includes(artifact.id) ? { ...artifact, ...change } : artifact,
    );
  }
}
