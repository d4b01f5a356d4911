import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { type EntityDirectory, targets } from '../../catalog/EntityDirectory';
import type { GitReviewer } from '@slo-scout/backstage-plugin-slo-scout-node';
import type { GitOpsTarget } from '../types';

/** Of a group that the host knows by no name its members are asked, so many. */
const MAX_MEMBERS = 15;

/**
 * The owner of an entity as the Git host knows them, by the annotations that the
 * catalog's GitHub and GitLab providers write, `{host}/user-login` for any other. Empty where it knows nobody, and
 * where the catalog does not answer: a review can be asked for by hand.
 */
export async function ownerReviewers(
  entity: Entity,
  target: Pick<GitOpsTarget, 'provider' | 'host'>,
  catalog: { entities: EntityDirectory; credentials: BackstageCredentials },
): Promise<GitReviewer[]> {
  const { entities, credentials } = catalog;
  try {
    const owner = await entities.ownerOf(entity, credentials);
    if (!owner) return [];
    const known = reviewerOf(owner, target);
    if (known) return [known];
    const refs = targets(owner, 'hasMember').slice(0, MAX_MEMBERS);
    const members = await entities.findMany(refs, credentials);
    return [...members.values()].flatMap(member => {
      const reviewer = reviewerOf(member, target);
      return reviewer ? [reviewer] : [];
    });
  } catch {
    return [];
  }
}

function reviewerOf(
  { metadata }: Entity,
  { provider, host }: Pick<GitOpsTarget, 'provider' | 'host'>,
): GitReviewer | undefined {
  const { annotations = {} } = metadata;
  if (provider === 'github') {
    // Named so for GitHub Enterprise as well.
    const team = annotations['github.com/team-slug'];
    const login = annotations['github.com/user-login'];
    if (team) return { kind: 'team', name: team };
    return login ? { kind: 'user', name: login } : undefined;
  }
  // The person's page or name there; GitLab asks people, never groups.
  const page = annotations[`${host}/user-login`];
  const login = page?.replace(/\/+$/, '').split('/').at(-1);
  return login ? { kind: 'user', name: login } : undefined;
}
