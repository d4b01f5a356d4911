import type {
  DependencyHop,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** One entity with what it cannot do without, and its SLOs in force. */
export interface GraphNode {
  /** False where the catalog does not know it, or does not show it to the caller. */
  found: boolean;
  hops: DependencyHop[];
  slos: Slo[];
}

/** Entities by ref; one that is not among them was not looked at. */
export type DependencyGraph = Map<string, GraphNode>;

/** How far and how wide dependencies are followed; an API is a step of its own. */
export const MAX_DEPTH = 10;
export const MAX_ENTITIES = 300;

/** Reads the nodes with these refs, all of them. */
export type ReadNodes = (refs: string[]) => Promise<DependencyGraph>;

/** Follows dependencies breadth first, each entity once, within the limits. */
export async function exploreFrom(
  root: string,
  read: ReadNodes,
): Promise<DependencyGraph> {
  const graph: DependencyGraph = new Map();
  let level = [root];
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth += 1) {
    const room = level.slice(0, MAX_ENTITIES - graph.size);
    if (room.length === 0) break;
    const nodes = await read(room);
    for (const [ref, node] of nodes) graph.set(ref, node);
    const next = room.flatMap(ref =>
      (nodes.get(ref)?.hops ?? []).map(hop => hop.entity_ref),
    );
    level = [...new Set(next)].filter(ref => !graph.has(ref));
  }
  return graph;
}

/** Everything below an entity, itself not among it unless there is a cycle. */
export function below(graph: DependencyGraph, ref: string): Set<string> {
  const found = new Set<string>();
  const open = [ref];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { entity_ref: target } of graph.get(next)?.hops ?? []) {
      if (!found.has(target)) {
        found.add(target);
        open.push(target);
      }
    }
  }
  return found;
}
