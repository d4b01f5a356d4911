import type { Entity } from '@backstage/catalog-model';
import type {
  Artifact,
  AuthorFact,
  SloRevision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { hashOf } from '../hash';

/** What is judged: the artifacts approved or deployed together. */
export interface Bundle {
  entity: Entity;
  environment: string;
  target: string;
  artifacts: Artifact[];
  /** What stands in the target now. */
  deployed: Artifact[];
  /**
   * Files that are taken away; a removal has these and no artifacts. Absent: none, or
   * not looked for yet.
   */
  removed?: Artifact[];
  /** The revisions that the files were generated from. */
  slos: SloRevision[];
  authors: AuthorFact[];
}

type File = Pick<Artifact, 'path' | 'content_hash'>;

/** Identity of a bundle's content: equal files to the same target are equal bundles. */
export function bundleHash(
  target: string,
  artifacts: File[],
  removed: File[] = [],
): string {
  const files = sorted(artifacts);
  return removed.length === 0
    ? hashOf({ target, files })
    : hashOf({ target, files, removed: sorted(removed) });
}

function sorted(files: File[]): File[] {
  return files
    .map(({ path, content_hash }) => ({ path, content_hash }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
