export { InvariantName } from './InvariantList';
export { PolicyDecisionView } from './PolicyDecisionView';
