import type { CelInput } from '@bufbuild/cel';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type {
  Measurement,
  PolicyFacts,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * What a condition may name, with the fields of those that are not lists.
 * `docs/policies.md` documents them.
 */
export const VARIABLES: Readonly<
  Record<string, readonly string[] | undefined>
> = {
  phase: undefined,
  environment: undefined,
  target: undefined,
  judged_at: undefined,
  entity: [
    ...['ref', 'kind', 'namespace', 'name', 'type', 'lifecycle'],
    ...['owner', 'system', 'tags'],
  ],
  files: undefined,
  removed: undefined,
  slos: undefined,
  authors: undefined,
  approval: ['given', 'by'],
  blast_radius: [
    ...['services', 'dependents', 'dependent_chains', 'endpoints'],
    ...['endpoint_reconciliation', 'traffic_percent', 'new_series'],
    ...['samples_per_day', 'query_samples_per_day', 'cost_impact_usd'],
    ...['replaced_rules', 'vanishing_alerts', 'teams_paged'],
    'pages_per_week',
  ],
  dry_runs: undefined,
  measured: undefined,
};

/**
 * The facts as CEL sees them. What is unknown is absent, so that a condition that
 * asks for it fails instead of comparing with null.
 */
export function bindingsOf(facts: PolicyFacts): Record<string, CelInput> {
  const { approval } = facts;
  return {
    phase: facts.phase,
    environment: facts.environment,
    target: facts.target,
    judged_at: timestampFromDate(new Date(facts.judged_at)),
    entity: toCel(facts.entity),
    files: toCel(facts.files),
    removed: toCel(facts.removed ?? []),
    slos: toCel(facts.slos),
    authors: toCel(facts.authors),
    approval: toCel({ given: approval.given, by: approval.by }),
    blast_radius: toCel(valuesOf({ ...facts.blast_radius })),
    dry_runs: toCel(facts.dry_runs.map(({ reason_coded: _, ...run }) => run)),
    measured: toCel(valuesOf(facts.measured)),
  };
}

/** Length of the longest list that a condition may walk over. */
export function longestList(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).map(longestList);
  return Math.max(Object.keys(value).length, ...inner);
}

function valuesOf(
  measurements: Record<string, Measurement<unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(measurements).map(([name, { value }]) => [name, value]),
  );
}

function toCel(value: unknown): CelInput {
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value === 'object' && value !== null) {
    return new Map(
      Object.entries(value)
        .filter(([, inner]) => inner !== null && inner !== undefined)
        .map(([key, inner]) => [key, toCel(inner)]),
    );
  }
  return value as string | number | boolean;
}
