export { DeployButton } from './DeployButton';
