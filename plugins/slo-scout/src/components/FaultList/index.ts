export { FaultList } from './FaultList';
