import type { DeploymentChecks } from '@slo-scout/backstage-plugin-slo-scout-common';

/** Of a merged bundle: null until it was seen everywhere where it belongs. */
export type Standing = 'live' | 'drifted' | 'reverted' | null;

/**
 * What the checks make of the standing before. Rules that are not loaded yet are
 * waited for; rules that were and no longer are have drifted. What could not be
 * asked changes nothing.
 */
export function standingOf(
  before: Standing,
  { repository, prometheus, grafana }: DeploymentChecks,
): Standing {
  if (repository.state === 'different') {
    return repository.reverted ? 'reverted' : 'drifted';
  }
  const places = [prometheus, grafana].filter(check => check !== null);
  const wasSeen = before !== null;
  if (wasSeen && places.some(({ state }) => state === 'different')) {
    return 'drifted';
  }
  return [repository, ...places].every(({ state }) => state === 'as_approved')
    ? 'live'
    : before;
}
