import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_API_CONSUMED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { type EntityDirectory, targets } from '../../catalog/EntityDirectory';
import { Unmeasured } from './Probe';

/** From a service to what depends on it; a step over an API counts. */
const MAX_STEPS = 6;
const MAX_ENTITIES = 500;

export const DEPENDENTS_SOURCE = `catalog: dependencyOf, and consumers of the APIs provided, ${MAX_STEPS} steps at most`;

const RELATIONS = [
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  RELATION_API_CONSUMED_BY,
];

/**
 * What depends on the services, by the shortest chain from one of them, both ends
 * included. Throws `Unmeasured` where there are too many.
 */
export async function dependentChains(request: {
  services: Entity[];
  entities: EntityDirectory;
  credentials: BackstageCredentials;
}): Promise<string[][]> {
  const { services, entities, credentials } = request;
  const chains = new Map<string, string[]>();
  for (const service of services) {
    const ref = stringifyEntityRef(service);
    chains.set(ref, [ref]);
  }
  let layer = services;
  for (let step = 0; step < MAX_STEPS && layer.length > 0; step++) {
    const reached = new Set<string>();
    for (const entity of layer) {
      const chain = chains.get(stringifyEntityRef(entity)) ?? [];
      for (const ref of RELATIONS.flatMap(type => targets(entity, type))) {
        if (chains.has(ref)) continue;
        chains.set(ref, [...chain, ref]);
        reached.add(ref);
      }
    }
    if (chains.size > MAX_ENTITIES) {
      throw new Unmeasured(`more than ${MAX_ENTITIES} entities are connected`);
    }
    layer = [...(await entities.findMany([...reached], credentials)).values()];
  }
  return [...chains.values()]
    .filter(chain => chain.length > 1 && !isApi(chain[chain.length - 1]))
    .sort((a, b) => (a[a.length - 1] < b[b.length - 1] ? -1 : 1));
}

function isApi(ref: string): boolean {
  return parseEntityRef(ref).kind.toLowerCase() === 'api';
}
