import type { EndpointReconciliation } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { MatchedGroup } from './matchedSeries';
import { Unmeasured } from './Probe';

/** Distinct routes. Throws `Unmeasured` where series were matched that name none. */
export function matchedRoutes(
  groups: MatchedGroup[],
  routeLabels: string[],
): string[] {
  const routes = new Set(
    groups.flatMap(({ route }) => (route ? [route.value] : [])),
  );
  if (routes.size === 0 && groups.length > 0) {
    throw new Unmeasured(
      `the matched series have none of the labels ${routeLabels.join(', ')}`,
    );
  }
  return [...routes].sort();
}

/** Both lists, and what stands in one only; parameters go by many names. */
export function reconcile(
  matched: string[],
  defined: string[],
): EndpointReconciliation {
  const known = new Set(defined.map(withoutParameters));
  const seen = new Set(matched.map(withoutParameters));
  return {
    matched,
    defined,
    only_matched: matched.filter(r => !known.has(withoutParameters(r))),
    only_defined: defined.filter(r => !seen.has(withoutParameters(r))),
  };
}

/** `/orders/{id}`, `/orders/:id` and `/orders/<id>/` are one route. */
function withoutParameters(route: string): string {
  return route
    .split('/')
    .filter(part => part !== '')
    .map(part => (/^(:.+|\{.+\}|<.+>|\*+)$/.test(part) ? '*' : part))
    .join('/');
}
