export { InvariantName } from './InvariantList';
export { PolicyDecisionView } from './PolicyDecisionView';
export { PolicyVerdict } from './PolicyVerdict';
