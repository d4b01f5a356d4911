/** Channel of `@backstage/plugin-signals`. @public */
export const SLO_SCOUT_CHANNEL = 'slo-scout';

/**
 * Sent to every browser; carries ids only, the client reads what it may see.
 *
 * @public
 */
export type SloScoutSignal = {
  /** What changed. */
  subject:
    | 'slos'
    | 'artifacts'
    | 'generation'
    | 'deployment'
    | 'override'
    | 'policy';
  /** Empty for what concerns several, as a policy may. */
  entity_ref: string;
  id?: string;
};
