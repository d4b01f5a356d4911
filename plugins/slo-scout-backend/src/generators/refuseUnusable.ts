import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { parseDuration, tryParseDuration } from '../promql';
import { LONGEST_PAIR } from './alertRules/pairs';
import { GenerationRefused } from './GenerationRefused';

const MIN_SLICE = '1m';
const MAX_SLICE = '1h';
const MINUTE = 60_000;

/** Throws `GenerationRefused` for an SLO that no rule can be made of, and says what to change. */
export function refuseUnusable(slo: Slo) {
  refuseObjective(slo);
  refuseWindow(slo);
  refuseBudgeting(slo);
  refuseAlertFor(slo);
}

function refuseObjective({ name, objective }: Slo) {
  // Prometheus computes in doubles: a budget of one minus almost nothing is one.
  if (objective > 0 && objective < 1 && 1 - objective < 1) return;
  if (objective === 1) {
    throw new GenerationRefused(
      `The SLO ${name} has an objective of 100 %: no failure is allowed, so there is no error budget to burn. Choose an objective below 100 %, or alert on single failures without an SLO.`,
    );
  }
  if (objective >= 0 && objective < 1) {
    throw new GenerationRefused(
      `The SLO ${name} has an objective of 0 % or next to it: it is met even where everything fails. Choose an objective above 0 %.`,
    );
  }
  throw new GenerationRefused(
    `The SLO ${name} has the objective ${objective}, which is not a share of events. Choose one above 0 and below 1 (99.9 % is 0.999).`,
  );
}

function refuseWindow({ name, window }: Slo) {
  const length = tryParseDuration(window);
  if (length === undefined) {
    throw new GenerationRefused(
      `The SLO ${name} has the window ${JSON.stringify(
        window,
      )}, which is not a duration. Write it in days, such as 30d.`,
    );
  }
  if (length < parseDuration(LONGEST_PAIR)) {
    throw new GenerationRefused(
      `The SLO ${name} has a window of ${window}, shorter than the ${LONGEST_PAIR} over which its slowest alert looks. Choose a window of at least ${LONGEST_PAIR}; 28d and 30d are usual.`,
    );
  }
}

function refuseAlertFor({ name, sli, alert_for: alertFor }: Slo) {
  if (alertFor === undefined) return;
  if (sli.kind !== 'threshold') {
    throw new GenerationRefused(
      `The SLO ${name} compares no value with a limit, so no alert waits for ${alertFor}: burn-rate alerts wait by their windows. Leave alert-for out.`,
    );
  }
  const length = tryParseDuration(alertFor);
  if (
    length === undefined ||
    length % MINUTE !== 0 ||
    length < MINUTE ||
    length > 60 * MINUTE
  ) {
    throw new GenerationRefused(
      `The SLO ${name} has the alert-for ${JSON.stringify(
        alertFor,
      )}. Choose whole minutes from 1m to 1h.`,
    );
  }
}

function refuseBudgeting({ name, sli, budgeting }: Slo) {
  if (budgeting === undefined) return;
  if (sli.kind === 'threshold') {
    throw new GenerationRefused(
      `The SLO ${name} compares a value with a limit: every evaluation is a slice of time already, good or bad. Leave the budgeting method out (Occurrences).`,
    );
  }
  const length = tryParseDuration(budgeting.window);
  if (
    length === undefined ||
    length < parseDuration(MIN_SLICE) ||
    length > parseDuration(MAX_SLICE)
  ) {
    throw new GenerationRefused(
      `The SLO ${name} has slices of ${JSON.stringify(
        budgeting.window,
      )}. Choose a slice from ${MIN_SLICE} to ${MAX_SLICE}.`,
    );
  }
  if (
    budgeting.method === 'timeslices' &&
    !(budgeting.target > 0 && budgeting.target <= 1)
  ) {
    throw new GenerationRefused(
      `The SLO ${name} calls a slice good from a share of ${budgeting.target}. Choose a target above 0 and at most 1.`,
    );
  }
}
