export { PolicyDecisionView } from './PolicyDecisionView';
