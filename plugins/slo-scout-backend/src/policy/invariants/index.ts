import { approvalRequired } from './approvalRequired';
import { auditTrailRequired } from './auditTrailRequired';
import { costImpactUsd } from './costImpactUsd';
import { dryRunConclusive } from './dryRunConclusive';
import { separationOfDuties } from './separationOfDuties';
import { services } from './services';
import { trafficPercent } from './trafficPercent';
import type { Invariant } from './types';

/** The plugin's own, in the order in which they are shown. */
export const invariants: Invariant[] = [
  services,
  trafficPercent,
  costImpactUsd,
  approvalRequired,
  auditTrailRequired,
  dryRunConclusive,
  separationOfDuties,
];

export type {
  ApprovalFacts,
  CustomInvariant,
  Invariant,
  InvariantCheck,
  PolicyFacts,
} from './types';
