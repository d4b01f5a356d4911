import { approvalRequired } from './approvalRequired';
import { auditTrailRequired } from './auditTrailRequired';
import { costImpactUsd } from './costImpactUsd';
import { dryRunConclusive } from './dryRunConclusive';
import { services } from './services';
import { trafficPercent } from './trafficPercent';
import type { Invariant } from './types';

export const invariants: Invariant[] = [
  services,
  trafficPercent,
  costImpactUsd,
  approvalRequired,
  auditTrailRequired,
  dryRunConclusive,
];

export type { ApprovalFacts, GuardFacts, Invariant } from './types';
