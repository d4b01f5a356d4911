import type {
  DeploymentChecks,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';

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
  if ([repository, ...places].every(isApproved)) return 'live';
  // All that differed was mended; the rest is waited for, as after the merge.
  const isMended =
    before !== 'live' && isApproved(repository) && places.every(neverDiffered);
  return isMended ? null : before;
}

/** Marks what is not known now, and differed when it was known last. */
export function remembering(
  former: DeploymentChecks | null,
  now: DeploymentChecks,
): DeploymentChecks {
  const { repository, prometheus, grafana } = now;
  return {
    repository: remember(former?.repository, repository),
    prometheus: prometheus && remember(former?.prometheus, prometheus),
    grafana: grafana && remember(former?.grafana, grafana),
  };
}

function remember(
  former: StandingCheck | null | undefined,
  now: StandingCheck,
): StandingCheck {
  const differed = former?.state === 'different' || former?.differed === true;
  return now.state === 'unknown' && differed ? { ...now, differed } : now;
}

function isApproved({ state }: StandingCheck): boolean {
  return state === 'as_approved';
}

function neverDiffered(check: StandingCheck): boolean {
  return isApproved(check) || (check.state === 'unknown' && !check.differed);
}

/** Of a bundle that stands on the branch as it was approved. */
export function whatIsLoaded(checks: DeploymentChecks | null): string {
  const states = [checks?.prometheus?.state, checks?.grafana?.state];
  if (states.includes('different')) {
    return 'What is loaded differs: look at what brings the branch to Prometheus.';
  }
  return states.includes('unknown')
    ? 'What is loaded is not known: look at why it cannot be asked.'
    : 'The next look at the branch finds this, too.';
}
