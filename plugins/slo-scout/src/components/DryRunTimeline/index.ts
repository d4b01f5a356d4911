export { DryRunView } from './DryRunView';
