export { StatusChip, type Tone } from './StatusChip';
export {
  ApprovalChip,
  DeploymentChip,
  SeverityChip,
  SloStatusChip,
  VerdictChip,
} from './states';
