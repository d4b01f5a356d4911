import type {
  DependencyHop,
  FeasibilityLink,
  Slo,
  UnknownDependency,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type Sentence, sentence } from '../../sentences';
import { type DependencyGraph, type GraphNode, below } from './graph';
import { type Share, SHARES, shareOf } from './share';

/** What an entity depends on: with a promise of the same kind, and without. */
export interface Dependencies {
  chain: FeasibilityLink[];
  unknown: UnknownDependency[];
}

const TOO_FAR = sentence(
  'dependency.too_far',
  {},
  'It lies too far away to be looked at.',
);
const NOT_FOUND = sentence(
  'dependency.not_found',
  {},
  'It is not in the catalog, or you may not see it.',
);
const NO_PROVIDER = sentence(
  'dependency.no_provider',
  {},
  'The catalog names nobody who provides it.',
);

interface Visit {
  ref: string;
  via: DependencyHop[];
}

/**
 * Walks the dependencies, each once and by its shortest way. A promise covers what
 * lies below it, so the walk ends there; an entity without one is gone through.
 */
export function dependenciesFor(
  root: string,
  share: Share,
  graph: DependencyGraph,
): Dependencies {
  const result: Dependencies = { chain: [], unknown: [] };
  const seen = new Set([root]);
  const queue: Visit[] = [{ ref: root, via: [] }];
  for (let visit = queue.shift(); visit; visit = queue.shift()) {
    const node = graph.get(visit.ref);
    if (visit.ref !== root && settled(visit, node, share, result)) continue;
    for (const hop of node?.hops ?? []) {
      if (!seen.has(hop.entity_ref)) {
        seen.add(hop.entity_ref);
        queue.push({ ref: hop.entity_ref, via: [...visit.via, hop] });
      }
    }
  }
  return { ...result, chain: countOnce(result.chain, graph) };
}

/** Notes what is known of a dependency; true where nothing below it matters. */
function settled(
  { ref, via }: Visit,
  node: GraphNode | undefined,
  share: Share,
  { chain, unknown }: Dependencies,
): boolean {
  const best = node && highest(node.slos, share);
  if (best) {
    chain.push({
      entity_ref: ref,
      slo_id: best.id,
      slo_name: best.name,
      objective: best.objective,
      window: best.window,
      via,
    });
    return true;
  }
  const doubt = doubtOf(ref, node, share);
  if (doubt) {
    const { text: reason, coded: reason_coded } = doubt.reason;
    unknown.push({ entity_ref: ref, via, reason, reason_coded });
  }
  return doubt?.end ?? false;
}

/** The most optimistic promise; the first by name among equals. */
function highest(slos: Slo[], share: Share): Slo | undefined {
  return slos
    .filter(slo => slo.status === 'approved' && shareOf(slo) === share)
    .sort((a, b) => b.objective - a.objective || (a.name < b.name ? -1 : 1))[0];
}

function doubtOf(
  ref: string,
  node: GraphNode | undefined,
  share: Share,
): { reason: Sentence; end: boolean } | undefined {
  if (!node) return { reason: TOO_FAR, end: true };
  if (!node.found) return { reason: NOT_FOUND, end: true };
  if (!ref.startsWith('api:')) {
    const reason = sentence(
      `dependency.no_slo_${share}`,
      {},
      `It has no approved SLO of ${SHARES[share]}.`,
    );
    return { reason, end: false };
  }
  const { length: providers } = node.hops.filter(
    hop => hop.relation === 'apiProvidedBy',
  );
  if (providers === 0) return { reason: NO_PROVIDER, end: false };
  // An API is as good as its provider; with several, one may stand in for another.
  if (providers === 1) return undefined;
  const reason = sentence(
    'dependency.several_providers',
    { count: providers },
    `${providers} entities provide it; which one answers is unknown.`,
  );
  return { reason, end: true };
}

/**
 * Of two dependencies of which one lies below the other, the failures of the lower
 * one are failures of the other already. So only the lower objective of the two
 * counts, and the ceiling stays an upper bound.
 */
function countOnce(
  chain: FeasibilityLink[],
  graph: DependencyGraph,
): FeasibilityLink[] {
  const reach = new Map(
    chain.map(({ entity_ref: ref }) => [ref, below(graph, ref)]),
  );
  const nested = (a: string, b: string) =>
    reach.get(a)!.has(b) || reach.get(b)!.has(a);
  const counted: string[] = [];
  const countedWith = new Map<string, string>();
  const ascending = [...chain].sort((a, b) => a.objective - b.objective);
  for (const { entity_ref: ref } of ascending) {
    const other = counted.find(known => nested(known, ref));
    if (other === undefined) counted.push(ref);
    else countedWith.set(ref, other);
  }
  return chain.map(link => {
    const other = countedWith.get(link.entity_ref);
    return other === undefined ? link : { ...link, counted_with: other };
  });
}
