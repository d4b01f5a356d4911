import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  type EntityDirectory,
  serviceNameOf,
} from '../../catalog/EntityDirectory';
import type { MatchedGroup } from './matchedSeries';

/** More are not looked up: a bundle that matches so many is refused anyway. */
const MAX_LOOKED_UP = 500;

export interface AffectedServices {
  entities: Entity[];
  /** Entity refs, and `service=<value>` for those that the catalog does not know. */
  refs: string[];
}

/** The bundle's own entity, and those whose service label the matched series bear. */
export async function affectedServices(request: {
  entity: Entity;
  groups: MatchedGroup[];
  entities: EntityDirectory;
  credentials: BackstageCredentials;
}): Promise<AffectedServices> {
  const { entity, groups, entities, credentials } = request;
  const own = serviceNameOf(entity);
  const values = [
    ...new Set(
      groups.flatMap(({ service }) => (service ? [service.value] : [])),
    ),
  ]
    .filter(value => value !== own)
    .sort();
  const found = await entities.byServiceNames(
    values.slice(0, MAX_LOOKED_UP),
    credentials,
  );
  const names = new Set(found.map(other => serviceNameOf(other)));
  const others = found.filter(
    other => stringifyEntityRef(other) !== stringifyEntityRef(entity),
  );
  return {
    entities: [entity, ...others],
    refs: [
      ...[entity, ...others].map(stringifyEntityRef),
      ...values
        .filter(value => !names.has(value))
        .map(value => `service=${value}`),
    ],
  };
}
