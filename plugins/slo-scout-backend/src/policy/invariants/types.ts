export type {
  ApprovalFacts,
  PolicyFacts,
} from '@slo-scout/backstage-plugin-slo-scout-common';
export type {
  CustomInvariant,
  Invariant,
  InvariantCheck,
} from '@slo-scout/backstage-plugin-slo-scout-node';
