export { SteadyDialog } from './SteadyDialog';
