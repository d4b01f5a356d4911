export { Feasibility } from './Feasibility';
