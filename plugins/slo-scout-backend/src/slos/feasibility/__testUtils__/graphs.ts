import type {
  DependencyHop,
  Slo,
  SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleSlo } from '../../../__testUtils__/examples';
import type { DependencyGraph } from '../graph';

/** Full form of the name of a component. */
export const ref = (name: string) =>
  name.includes(':') ? name : `component:default/${name}`;

/** An SLO in force of an entity. */
export const slo = (entity: string, change: Partial<SloSpec> = {}): Slo => ({
  ...exampleSlo({ name: `${entity}_success`, ...change }, ref(entity)),
  id: `${entity}-${change.name ?? 'success'}`,
});

/** An entity of a graph. */
export interface Wish {
  dependsOn?: string[];
  consumesApi?: string[];
  apiProvidedBy?: string[];
  /** Objective of its SLO of events. */
  objective?: number;
  slos?: Slo[];
  found?: boolean;
}

/** A graph by the names of its entities. */
export function graphOf(wishes: Record<string, Wish>): DependencyGraph {
  return new Map(
    Object.entries(wishes).map(([name, wish]) => {
      const hops: DependencyHop[] = (
        ['dependsOn', 'consumesApi', 'apiProvidedBy'] as const
      ).flatMap(relation =>
        (wish[relation] ?? []).map(target => ({
          relation,
          entity_ref: ref(target),
        })),
      );
      const slos =
        wish.slos ??
        (wish.objective === undefined
          ? []
          : [slo(name, { objective: wish.objective })]);
      return [ref(name), { found: wish.found ?? true, hops, slos }];
    }),
  );
}
