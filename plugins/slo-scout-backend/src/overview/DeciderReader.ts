import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  sloScoutApprovePermission,
  sloScoutOverridePermission,
  sloScoutSloApprovePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access } from '../access';
import type { EntityDirectory } from '../catalog/EntityDirectory';
import type { RecordFilter } from '../permissions/recordFilter';
import type { RecordPermission } from '../permissions/PermissionJudge';
import { subjectOf } from '../policy/facts/entityFacts';
import type { Policies } from '../policy/Policies';
import type { Decider, QueueStore } from './QueueStore';

interface Dependencies {
  access: Access;
  entities: EntityDirectory;
  policies: Policies;
  queue: QueueStore;
}

/** Finds out what somebody may decide on: by permission, by role, and by policy. */
export class DeciderReader {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Undefined for whoever is no person.
   *
   * @param readable - what they may see
   */
  async read(
    credentials: BackstageCredentials,
    readable: RecordFilter,
  ): Promise<Decider | undefined> {
    const { access } = this.#deps;
    if (!access.isPerson(credentials)) return undefined;
    const person = await access.person(credentials);
    const approves = access.isApprover(person);
    const roles = access.overridesOf(person);
    const permittedBy = async (permission: RecordPermission) => {
      const permitted = await access.visible(credentials, permission);
      return permitted && both(readable, permitted);
    };
    const slos = approves
      ? await permittedBy(sloScoutSloApprovePermission)
      : undefined;
    const artifacts = approves
      ? await permittedBy(sloScoutApprovePermission)
      : undefined;
    const overrides =
      roles.length > 0
        ? await permittedBy(sloScoutOverridePermission)
        : undefined;
    return {
      ref: person.ref,
      ...(slos ? { slos } : {}),
      ...(artifacts
        ? {
            artifacts: {
              permitted: artifacts,
              notOwnWorkIn: await this.#separated(
                person.ref,
                artifacts,
                credentials,
              ),
            },
          }
        : {}),
      ...(overrides ? { overrides: { permitted: overrides, roles } } : {}),
    };
  }

  /** Where files wait that the person took part in, and policy wants somebody else. */
  async #separated(
    ref: string,
    permitted: RecordFilter,
    credentials: BackstageCredentials,
  ): Promise<Array<{ entity_ref: string; environment: string }>> {
    const { entities, policies, queue } = this.#deps;
    const places = await queue.ownWork(ref, permitted);
    if (places.length === 0) return [];
    const refs = [...new Set(places.map(({ entity_ref: place }) => place))];
    const found = await entities.findMany(refs, credentials);
    const subjects = new Map(
      places.map(place => {
        const entity = found.get(place.entity_ref);
        return [
          entity ? subjectOf(entity, place.environment) : place,
          place,
        ] as const;
      }),
    );
    const effective = await policies.effectiveOf([...subjects.keys()]);
    return [...effective].flatMap(([subject, { invariants }]) => {
      const place = subjects.get(subject);
      const wanted = invariants.some(
        ({ invariant, mode, limit }) =>
          invariant === 'separation_of_duties' &&
          mode === 'block' &&
          limit === true,
      );
      return wanted && place ? [place] : [];
    });
  }
}

function both(one: RecordFilter, other: RecordFilter): RecordFilter {
  return (query, column) => {
    one(query, column);
    other(query, column);
  };
}
