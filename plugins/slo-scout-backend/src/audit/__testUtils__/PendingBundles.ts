import type {
  Artifact,
  ArtifactType,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { RULES } from '../../__testUtils__/approvedFiles';
import type { TestPortal } from '../../__testUtils__/testPortal';
import { ArtifactStore } from '../../artifacts/ArtifactStore';
import { RefusedBundle } from '../../governance/__testUtils__/refusedBundle';

/** Bundles that wait for an approval, as many as a test wants. */
export class PendingBundles {
  #made = 0;

  private constructor(
    private readonly db: Knex,
    /** As they were generated and judged. */
    readonly files: Artifact[],
  ) {}

  /** Goes the whole way once, for an SLO in force and a generation of its files. */
  static async prepare(
    portal: TestPortal,
    options: { db?: Knex; types?: ArtifactType[] } = {},
  ): Promise<PendingBundles> {
    const { artifacts } = await RefusedBundle.generate(
      portal,
      0.999,
      options.types ?? RULES,
    );
    return new PendingBundles(options.db ?? portal.db, artifacts);
  }

  /** Ids of a bundle with content of its own. */
  async next(types: ArtifactType[] = RULES): Promise<string[]> {
    const version = `# version ${++this.#made}\n`;
    const [{ entity_ref, environment, target, generation_id }] = this.files;
    const kept = await this.db.transaction(tx =>
      new ArtifactStore({ db: this.db }).keep(tx, {
        generationId: generation_id,
        scope: { entity_ref, environment, target },
        actor: 'user:default/author',
        files: this.files
          .filter(({ type }) => types.includes(type))
          .map(file => ({
            type: file.type,
            path: file.path,
            content: version + file.content,
            slo_refs: file.slo_refs,
            verdict: { status: 'passed', errors: [] },
          })),
      }),
    );
    return kept.map(({ id }) => id);
  }
}
