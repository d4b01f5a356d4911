import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  CodedSentence,
  EnforcementMode,
  InvariantId,
  PolicyFacts,
  RequiredOverride,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** What an invariant says of a bundle. @public */
export interface InvariantCheck {
  ok: boolean;
  measured: number | boolean | null;
  /** Where the measured value came from. */
  source: string;
  /** One sentence for the person who reads the decision. */
  message: string;
  /** The same for other languages, where the code is one of the plugin's `SENTENCES`. */
  message_coded?: CodedSentence[];
}

/**
 * Something that must hold for every bundle. Policies set its mode and limit.
 *
 * @public
 */
export interface Invariant {
  /** Lower case, in parts joined by dots, for example `payments.reviewed`. */
  id: InvariantId;
  /** Used where no policy says otherwise. A limit of `false` switches it off. */
  defaults: { mode: EnforcementMode; limit: number | boolean };
  /** Who may permit a violation; null: nobody. */
  required_override: RequiredOverride | null;
  /** A hard requirement: no policy softens it, and nobody overrides it. */
  hard?: boolean;
  /**
   * Judges. Pure, because decisions are judged again from their stored facts: no
   * clock, no I/O. What could not be measured does not hold; one that throws
   * counts as violated.
   */
  check(facts: PolicyFacts, limit: number | boolean): InvariantCheck;
}

/**
 * An invariant that a module adds.
 *
 * @public
 */
export interface CustomInvariant extends Invariant {
  /**
   * Measures what the facts lack, within 5 seconds. The answer, JSON, is stored
   * with the decision and stands in `facts.measured` under the invariant's id. An
   * error leaves its `value` null.
   */
  measure?(
    facts: PolicyFacts,
    options: { signal: AbortSignal },
  ): Promise<{ value: unknown; source: string }>;
}

/** @public */
export interface SloScoutInvariantsExtensionPoint {
  /** Throws for an id that is taken or ill-formed. */
  addInvariant(invariant: CustomInvariant): void;
}

/**
 * Lets backend modules add invariants to the policy guard.
 *
 * @public
 */
export const sloScoutInvariantsExtensionPoint =
  createExtensionPoint<SloScoutInvariantsExtensionPoint>({
    id: 'slo-scout.invariants',
  });
