export { ChartSurface } from './ChartSurface';
export { countWords } from './countWords';
export { DaysTable } from './DaysTable';
export { DryRunDetails } from './DryRunDetails';
export { DryRunView } from './DryRunView';
export { SharedTimeline } from './SharedTimeline';
export { Sentences } from './TrustDetails';
export { VerdictReason } from './VerdictReason';
