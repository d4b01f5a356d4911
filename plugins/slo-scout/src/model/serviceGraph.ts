import { parseEntityRef } from '@backstage/catalog-model';
import type { BlastRadius } from '@slo-scout/backstage-plugin-slo-scout-common';

/** How one entity of the blast radius comes to another. */
export type Relation = 'reads' | 'needed' | 'provides' | 'consumed';

export interface ServiceNode {
  /** Entity ref, or `service=<value>` where the catalog knows none. */
  id: string;
  /** The bundle's own service stands in the middle. */
  own: boolean;
}

export interface ServiceEdge {
  from: string;
  to: string;
  relation: Relation;
}

export interface ServiceGraph {
  nodes: ServiceNode[];
  edges: ServiceEdge[];
}

/**
 * The bundle's service, the services whose series its rules read, and what depends
 * on them, by the shortest chain. Without neighbours it has no edges.
 */
export function serviceGraph({
  services,
  dependent_chains: chains,
}: Pick<BlastRadius, 'services' | 'dependent_chains'>): ServiceGraph {
  const [own, ...read] = services.value ?? [];
  if (own === undefined) return { nodes: [], edges: [] };
  const edges = new Map<string, ServiceEdge>();
  const connect = (from: string, to: string, relation: Relation) =>
    edges.set(`${from} ${to}`, { from, to, relation });
  for (const service of read) connect(own, service, 'reads');
  for (const chain of chains?.value ?? []) {
    chain.slice(1).forEach((to, i) => {
      const from = chain[i];
      connect(from, to, relationOf(from, to));
    });
  }
  const ids = new Set([own]);
  for (const { from, to } of edges.values()) ids.add(from).add(to);
  return {
    nodes: [...ids].map(id => ({ id, own: id === own })),
    edges: [...edges.values()],
  };
}

function relationOf(from: string, to: string): Relation {
  if (isApi(to)) return 'provides';
  return isApi(from) ? 'consumed' : 'needed';
}

function isApi(ref: string): boolean {
  try {
    return parseEntityRef(ref).kind.toLowerCase() === 'api';
  } catch {
    return false;
  }
}
