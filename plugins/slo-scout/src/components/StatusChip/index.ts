export { StatusChip, type Tone } from './StatusChip';
export {
  ApprovalChip,
  DeploymentChip,
  SloStateChip,
  SloStatusChip,
  StandingChip,
  VerdictChip,
} from './states';
