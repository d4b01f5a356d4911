import {
  SLO_STATES,
  type OverviewSlosRequest,
  type OverviewSort,
  type SloState,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** What narrows the list. */
export const FILTERS = ['search', 'state', 'owner'] as const;

export const SORTS: OverviewSort[] = ['worst', 'budget', 'burn_rate', 'name'];

/** As long as the server takes it. */
export const LONGEST_SEARCH = 100;

/** What an address asks for; what it says that makes no sense is left out. */
export function questionIn(
  get: (name: string) => string | undefined,
): OverviewSlosRequest {
  const search = get('search')?.trim().slice(0, LONGEST_SEARCH) || undefined;
  return {
    environment: get('environment'),
    search,
    state: SLO_STATES.find(state => state === get('state')),
    owner: get('owner'),
    sort: SORTS.find(sort => sort === get('sort')),
    cursor: get('cursor'),
  };
}

/** What an SRE has to know first: the worst that there is. */
export function worstState(
  services: Record<SloState, number>,
): Exclude<SloState, 'healthy'> | undefined {
  return (['overspent', 'burning', 'unknown'] as const).find(
    state => services[state] > 0,
  );
}
