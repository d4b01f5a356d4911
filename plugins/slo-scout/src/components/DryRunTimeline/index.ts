export { DryRunDetails } from './DryRunDetails';
export { DryRunTimeline } from './DryRunTimeline';
export { DryRunView } from './DryRunView';
export { Readout } from './Readout';
export { TimeControls } from './TimeControls';
export { ChartSurface } from './ChartSurface';
export { Sentences } from './TrustDetails';
export { VerdictReason } from './VerdictReason';
