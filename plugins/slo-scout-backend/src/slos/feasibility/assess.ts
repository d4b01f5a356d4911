import type {
  FeasibilityLink,
  SloFeasibility,
  SloRevision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal } from '../../promql';
import { ceilingOf, floorTo, percent, placesOf } from './ceiling';
import { type Dependencies, dependenciesFor } from './dependencies';
import type { DependencyGraph } from './graph';
import { shareOf } from './share';

/** People write 99.9 %; a feasible objective is not given more coarsely. */
const MIN_PLACES = 3;

/** Whether one revision of an SLO can be met, by the promises it rests on. */
export function assess(
  slo: { id: string; entity_ref: string },
  revision: SloRevision,
  graph: DependencyGraph,
): SloFeasibility {
  const share = shareOf(revision);
  const dependencies = share
    ? dependenciesFor(slo.entity_ref, share, graph)
    : { chain: [], unknown: [] };
  const counted = dependencies.chain.filter(link => !link.counted_with);
  const ceiling =
    counted.length > 0 ? ceilingOf(counted.map(l => l.objective)) : undefined;
  const objective = Decimal.of(revision.objective);
  const infeasible = ceiling !== undefined && objective.compare(ceiling) > 0;
  return {
    slo_id: slo.id,
    name: revision.name,
    revision: revision.revision,
    verdict: verdictOf(infeasible, ceiling, dependencies),
    objective: revision.objective,
    ceiling: ceiling?.toNumber() ?? null,
    feasible_objective: infeasible
      ? feasibleObjective(ceiling, revision.objective)
      : null,
    ...dependencies,
    reason: share
      ? reasonOf(slo.entity_ref, revision, ceiling, dependencies)
      : 'A threshold is no share that multiplies: how slow a dependency may be does not say how slow this service is.',
  };
}

function verdictOf(
  infeasible: boolean,
  ceiling: Decimal | undefined,
  { unknown }: Dependencies,
): SloFeasibility['verdict'] {
  // What is unknown can only lower the ceiling.
  if (infeasible) return 'infeasible';
  return ceiling === undefined || unknown.length > 0 ? 'unknown' : 'feasible';
}

function feasibleObjective(ceiling: Decimal, objective: number): number | null {
  const places = Math.max(MIN_PLACES, placesOf(objective));
  const floor = floorTo(ceiling, places).toNumber();
  return floor > 0 ? floor : null;
}

function reasonOf(
  entityRef: string,
  revision: SloRevision,
  ceiling: Decimal | undefined,
  { chain, unknown }: Dependencies,
): string {
  const objective = Decimal.of(revision.objective);
  const shown = percent(objective);
  const others = unknownSentence(unknown);
  if (ceiling === undefined) {
    return unknown.length === 0
      ? `The catalog names nothing that ${entityRef} depends on, so nothing is known that limits it.`
      : `None of its dependencies has a promise to compare with. ${others}`;
  }
  const promised = `what it depends on promises ${percent(
    ceiling,
  )} at most (${factors(chain)})`;
  const sentences =
    objective.compare(ceiling) > 0
      ? [`${shown} cannot be met: ${promised}.`, alternative(revision, ceiling)]
      : [
          unknown.length > 0
            ? `Nothing known stands against ${shown}: ${promised}.`
            : `${shown} can be met: ${promised}.`,
          leeway(objective, ceiling),
        ];
  return [...sentences, others, windowsSentence(revision.window, chain)]
    .filter(Boolean)
    .join(' ');
}

function alternative({ objective }: SloRevision, ceiling: Decimal): string {
  const feasible = feasibleObjective(ceiling, objective);
  return feasible === null
    ? ''
    : `${percent(
        Decimal.of(feasible),
      )} could be met by a service that hardly ever fails itself.`;
}

function leeway(objective: Decimal, ceiling: Decimal): string {
  const left = ceiling.minus(objective);
  return left.compare(Decimal.of(0)) > 0
    ? `That leaves ${percent(left)} for failures of its own.`
    : 'That leaves nothing for failures of its own.';
}

function factors(chain: FeasibilityLink[]): string {
  return chain
    .filter(link => !link.counted_with)
    .map(
      link =>
        `${link.entity_ref} ${percent(Decimal.of(link.objective))} by ${
          link.slo_name
        }`,
    )
    .join(' × ');
}

const MAX_NAMED = 5;

function unknownSentence(unknown: Dependencies['unknown']): string {
  if (unknown.length === 0) return '';
  const named = unknown.slice(0, MAX_NAMED).map(u => u.entity_ref);
  const more = unknown.length - named.length;
  const names = named.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `Unknown, and able to lower it further: ${names}.`;
}

function windowsSentence(window: string, chain: FeasibilityLink[]): string {
  const different = chain.filter(
    link => !link.counted_with && link.window !== window,
  );
  return different.length === 0
    ? ''
    : `The windows differ: ${window} here, ${different
        .map(link => `${link.window} at ${link.entity_ref}`)
        .join(', ')}.`;
}
