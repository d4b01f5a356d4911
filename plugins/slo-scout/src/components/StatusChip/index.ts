export { StatusChip, type Tone } from './StatusChip';
export {
  ApprovalChip,
  DeploymentChip,
  SloStateChip,
  SloStatusChip,
  VerdictChip,
} from './states';
