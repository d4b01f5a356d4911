import type {
  FeasibilityLink,
  SloFeasibility,
  SloRevision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal } from '../../promql';
import { ceilingOf, floorTo, percent, placesOf, shownShare } from './ceiling';
import { type Dependencies, dependenciesFor } from './dependencies';
import type { DependencyGraph } from './graph';
import {
  codedOf,
  firstOf,
  type Sentence,
  sentence,
  textOf,
} from '../../sentences';
import { shareOf } from './share';

/** People write 99.9 %; a feasible objective is not given more coarsely. */
const MIN_PLACES = 3;

const THRESHOLD = sentence(
  'feasibility.threshold',
  {},
  'A threshold is no share that multiplies: how slow a dependency may be does not say how slow this service is.',
);

const ALONE = sentence(
  'feasibility.no_promises',
  {},
  'None of its dependencies has a promise to compare with.',
);

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
  const sentences = share
    ? reasonOf(slo.entity_ref, revision, ceiling, dependencies)
    : [THRESHOLD];
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
    reason: textOf(sentences),
    reason_coded: codedOf(sentences),
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
): Sentence[] {
  const others = unknownSentence(unknown);
  if (ceiling === undefined) {
    return unknown.length === 0 ? [independent(entityRef)] : [ALONE, ...others];
  }
  const counted = chain.filter(link => !link.counted_with);
  const judged =
    Decimal.of(revision.objective).compare(ceiling) > 0
      ? [
          promised('infeasible', revision, ceiling, counted),
          ...alternative(revision, ceiling),
        ]
      : [
          promised(
            unknown.length > 0 ? 'open' : 'feasible',
            revision,
            ceiling,
            counted,
          ),
          leeway(Decimal.of(revision.objective), ceiling),
        ];
  return [...judged, ...others, ...windowsSentence(revision.window, counted)];
}

function independent(entity: string): Sentence {
  return sentence(
    'feasibility.no_dependencies',
    { entity },
    `The catalog names nothing that ${entity} depends on, so nothing is known that limits it.`,
  );
}

const PROMISED = {
  infeasible: (shown: string) => `${shown} cannot be met`,
  open: (shown: string) => `Nothing known stands against ${shown}`,
  feasible: (shown: string) => `${shown} can be met`,
};

/** What the objective is held against: the promises of what counts. */
function promised(
  verdict: keyof typeof PROMISED,
  { objective }: SloRevision,
  ceiling: Decimal,
  counted: FeasibilityLink[],
): Sentence {
  const factors = counted
    .map(
      link =>
        `${link.entity_ref} ${percent(Decimal.of(link.objective))} by ${
          link.slo_name
        }`,
    )
    .join(' × ');
  const claim = PROMISED[verdict](percent(Decimal.of(objective)));
  return sentence(
    `feasibility.${verdict}`,
    {
      objective_share: shownShare(Decimal.of(objective)),
      ceiling_share: shownShare(ceiling),
      factors: counted.map(link => `${link.entity_ref} (${link.slo_name})`),
    },
    `${claim}: what it depends on promises ${percent(
      ceiling,
    )} at most (${factors}).`,
  );
}

function alternative({ objective }: SloRevision, ceiling: Decimal): Sentence[] {
  const feasible = feasibleObjective(ceiling, objective);
  if (feasible === null) return [];
  return [
    sentence(
      'feasibility.alternative',
      { objective_share: shownShare(Decimal.of(feasible)) },
      `${percent(
        Decimal.of(feasible),
      )} could be met by a service that hardly ever fails itself.`,
    ),
  ];
}

function leeway(objective: Decimal, ceiling: Decimal): Sentence {
  const left = ceiling.minus(objective);
  return left.compare(Decimal.of(0)) > 0
    ? sentence(
        'feasibility.leeway',
        { left_share: shownShare(left) },
        `That leaves ${percent(left)} for failures of its own.`,
      )
    : sentence(
        'feasibility.no_leeway',
        {},
        'That leaves nothing for failures of its own.',
      );
}

const MAX_NAMED = 5;

function unknownSentence(unknown: Dependencies['unknown']): Sentence[] {
  if (unknown.length === 0) return [];
  const all = unknown.map(u => u.entity_ref);
  const more = all.length - MAX_NAMED;
  const names =
    all.slice(0, MAX_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return [
    sentence(
      'feasibility.unknown',
      { entities: firstOf(all, MAX_NAMED) },
      `Unknown, and able to lower it further: ${names}.`,
    ),
  ];
}

function windowsSentence(
  window: string,
  counted: FeasibilityLink[],
): Sentence[] {
  const different = counted.filter(link => link.window !== window);
  if (different.length === 0) return [];
  return [
    sentence(
      'feasibility.windows',
      {
        own_window: window,
        others: different.map(link => `${link.window} (${link.entity_ref})`),
      },
      `The windows differ: ${window} here, ${different
        .map(link => `${link.window} at ${link.entity_ref}`)
        .join(', ')}.`,
    ),
  ];
}
