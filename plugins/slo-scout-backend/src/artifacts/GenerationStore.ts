import { NotFoundError } from '@backstage/errors';
import type {
  Generation,
  GenerationStep,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type StoredTime, toIso } from '../database/values';

interface GenerationRow {
  id: string;
  entity_ref: string;
  environment: string;
  target: string;
  slo_ids: string;
  artifact_types: string;
  status: Generation['status'];
  steps: string;
  notes: string;
  error: string | null;
  created_at: StoredTime;
  created_by: string;
  finished_at: StoredTime | null;
}

/** Runs of the generators. A `validation_only` run is never stored. */
export class GenerationStore {
  readonly #db: Knex;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
  }

  async insert(generation: Generation): Promise<void> {
    await this.#db<GenerationRow>('generations').insert({
      id: generation.id,
      entity_ref: generation.entity_ref,
      environment: generation.environment,
      target: generation.target,
      slo_ids: JSON.stringify(generation.slo_ids),
      artifact_types: JSON.stringify(generation.artifact_types),
      status: generation.status,
      steps: JSON.stringify(generation.steps),
      notes: '[]',
      created_at: new Date(generation.created_at),
      created_by: generation.created_by,
    });
  }

  async get(id: string): Promise<{ generation: Generation; notes: string[] }> {
    const row = await this.#db<GenerationRow>('generations')
      .where({ id })
      .first();
    if (!row) throw new NotFoundError(`Generation ${id} does not exist`);
    return { generation: toGeneration(row), notes: JSON.parse(row.notes) };
  }

  /** Who started each of the generations. */
  async authors(ids: string[]): Promise<Map<string, string>> {
    const rows = await this.#db<GenerationRow>('generations')
      .whereIn('id', ids)
      .select('id', 'created_by');
    return new Map(rows.map(row => [row.id, row.created_by]));
  }

  /** The newest of these generations. */
  async newestOf(ids: string[]): Promise<Generation> {
    const row = await this.#db<GenerationRow>('generations')
      .whereIn('id', ids)
      .orderBy('created_at', 'desc')
      .first();
    if (!row) throw new NotFoundError('The generations do not exist');
    return toGeneration(row);
  }

  /** What a replica left running when it died: nobody will finish it. */
  async abandoned(before: Date): Promise<Generation[]> {
    const rows = await this.#db<GenerationRow>('generations')
      .where({ status: 'running' })
      .where('created_at', '<', before);
    return rows.map(toGeneration);
  }

  async reportSteps(id: string, steps: GenerationStep[]): Promise<void> {
    await this.#db<GenerationRow>('generations')
      .where({ id, status: 'running' })
      .update({ steps: JSON.stringify(steps) });
  }

  /** Ends a running generation; false where it had ended already. */
  async finish(
    id: string,
    end: {
      status: Exclude<Generation['status'], 'running'>;
      steps?: GenerationStep[];
      notes?: string[];
      error?: string;
    },
    db: Knex = this.#db,
  ): Promise<boolean> {
    const { steps, notes, ...rest } = end;
    const changed = await db<GenerationRow>('generations')
      .where({ id, status: 'running' })
      .update({
        ...rest,
        finished_at: new Date(),
        ...(steps ? { steps: JSON.stringify(steps) } : {}),
        ...(notes ? { notes: JSON.stringify(notes) } : {}),
      });
    return changed === 1;
  }
}

function toGeneration(row: GenerationRow): Generation {
  return {
    id: row.id,
    entity_ref: row.entity_ref,
    environment: row.environment,
    target: row.target,
    slo_ids: JSON.parse(row.slo_ids),
    artifact_types: JSON.parse(row.artifact_types),
    validation_only: false,
    status: row.status,
    steps: JSON.parse(row.steps),
    ...(row.error ? { error: row.error } : {}),
    created_at: toIso(row.created_at),
    created_by: row.created_by,
    ...(row.finished_at ? { finished_at: toIso(row.finished_at) } : {}),
  };
}
