import type {
  Artifact,
  AuthorFact,
  SloRevision,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * Whose work is in a bundle: who generated its files first, who generated them
 * last, and who wrote the SLO revisions in them. Each is named once.
 *
 * @param generators - who started a generation, by its id
 */
export function authorsOf(
  artifacts: Artifact[],
  generators: ReadonlyMap<string, string>,
  revisions: SloRevision[],
): AuthorFact[] {
  const authors = new Map<string, string>();
  const add = (ref: string | undefined, because: string) => {
    if (ref && !authors.has(ref)) authors.set(ref, because);
  };
  for (const artifact of artifacts) {
    const because = `generated ${artifact.path}`;
    add(artifact.created_by, because);
    add(generators.get(artifact.generation_id), because);
  }
  for (const { name, revision, created_by: writer } of revisions) {
    add(writer, `wrote revision ${revision} of ${name}`);
  }
  return [...authors].map(([ref, because]) => ({ ref, because }));
}
