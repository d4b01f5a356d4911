export { VerdictDetails, verdictSummary } from './VerdictDetails';
