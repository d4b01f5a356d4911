import type {
  InvariantResult,
  PolicyDecision,
  RequiredOverride,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** Groups whose members hold the role behind an override. */
export type HoldersOf = (required: RequiredOverride) => string[];

/** Violated as well while somebody else could approve: it depends on who does. */
const ABOUT_THE_APPROVER = ['approval_required', 'separation_of_duties'];

/** One violated invariant, with all that there is to know before acting on it. */
export interface Explained {
  invariant: string;
  effect: 'blocks' | 'warns' | 'overridden';
  limit: string;
  measured: string;
  source: string;
  /** What permits it; null where nobody may. */
  override: RequiredOverride | null;
  /** Groups whose members may permit it. */
  may_permit: string[];
  sentence: string;
}

/** Every invariant that does not hold, those that block first. */
export function explain(
  decision: PolicyDecision,
  holdersOf: HoldersOf,
): Explained[] {
  const blocking = new Set(decision.violations.map(v => v.invariant));
  return decision.invariants
    .filter(({ ok }) => !ok)
    .map(result =>
      explainOne(
        result,
        blocking.has(result.invariant) ? 'blocks' : undefined,
        holdersOf,
      ),
    )
    .sort(
      (a, b) => Number(b.effect === 'blocks') - Number(a.effect === 'blocks'),
    );
}

function explainOne(
  result: InvariantResult,
  blocks: 'blocks' | undefined,
  holdersOf: HoldersOf,
): Explained {
  const override = result.required_override;
  const holders = override ? holdersOf(override) : [];
  const effect = blocks ?? (result.overridden_by ? 'overridden' : 'warns');
  const limit = String(result.limit);
  const measured =
    result.measured === null ? 'not known' : String(result.measured);
  return {
    invariant: result.invariant,
    ...{ effect, limit, measured, override },
    source: result.source,
    may_permit: holders,
    sentence: [
      `${result.invariant}: ${result.message}`,
      `Measured: ${measured}; limit: ${limit}; source: ${result.source}.`,
      effect === 'blocks' ? permission(result, holders) : '',
      effect === 'warns' ? 'It only warns.' : '',
      effect === 'overridden' ? 'An override lets it pass.' : '',
    ]
      .filter(part => part !== '')
      .join(' '),
  };
}

function permission(result: InvariantResult, holders: string[]): string {
  if (ABOUT_THE_APPROVER.includes(result.invariant)) {
    return 'It depends on who approves: ask those who may by request-approval.';
  }
  if (!result.required_override) return 'Nobody may let it pass.';
  const words = result.required_override.replaceAll('_', ' ');
  return holders.length > 0
    ? `It needs ${words}, which members of ${holders.join(
        ', ',
      )} may give on request in the portal.`
    : `It needs ${words}, but no group is configured that may give it.`;
}
