export { StatusChip, type Tone } from './StatusChip';
export {
  ApprovalChip,
  DeploymentChip,
  SloStatusChip,
  VerdictChip,
} from './states';
