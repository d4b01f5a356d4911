import type {
  GitReviewer,
  GitTreeEntry,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import type { PullRequestPlan } from '../types';
import { OWNERS_FILES, ownersOf } from './codeowners';
import type { OwnersDialect } from './ownerPattern';

/** GitHub asks no more than this at once. */
const MAX_REVIEWERS = 15;

/** Whom to ask, and what could not be made of the owners: sentences. */
export interface ReviewerChoice {
  reviewers: GitReviewer[];
  notes: string[];
}

/**
 * Whom to ask for a review: the owners that the target repository names for the
 * files, else the owner of the service as the plan has it. At most one request.
 *
 * @param read - content of a file of the base, null where it cannot be had
 */
export async function chooseReviewers(
  plan: PullRequestPlan,
  entries: GitTreeEntry[],
  dialect: OwnersDialect | undefined,
  read: (path: string) => Promise<string | null>,
): Promise<ReviewerChoice> {
  const { reviewers: wanted } = plan;
  if (!wanted) return { reviewers: [], notes: [] };
  const named =
    wanted.codeowners && dialect
      ? await ownersInRepository(plan, entries, dialect, read)
      : [];
  const notes: string[] = [];
  const found = named.length > 0 ? toReviewers(named, notes) : wanted.owner;
  if (found.length > MAX_REVIEWERS) {
    notes.push(
      `Of ${found.length} owners the first ${MAX_REVIEWERS} were asked for a review.`,
    );
  }
  return { reviewers: found.slice(0, MAX_REVIEWERS), notes };
}

async function ownersInRepository(
  plan: PullRequestPlan,
  entries: GitTreeEntry[],
  dialect: OwnersDialect,
  read: (path: string) => Promise<string | null>,
): Promise<string[]> {
  const there = new Set(
    entries.filter(({ mode }) => mode !== '040000').map(({ path }) => path),
  );
  const file = OWNERS_FILES[dialect].find(path => there.has(path));
  const text = file === undefined ? null : await read(file);
  const paths = plan.files.map(({ path }) => path);
  return text === null ? [] : ownersOf(text, paths, dialect);
}

function toReviewers(owners: string[], notes: string[]): GitReviewer[] {
  const reviewers: GitReviewer[] = [];
  for (const owner of owners) {
    if (/^@[^@]/.test(owner)) {
      const name = owner.slice(1);
      reviewers.push({ kind: name.includes('/') ? 'team' : 'user', name });
    } else {
      notes.push(
        `CODEOWNERS names ${owner}, whom the Git host cannot be asked for by this.`,
      );
    }
  }
  return reviewers;
}
