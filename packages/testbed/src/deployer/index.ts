export { startDeployer } from './startDeployer';
export type {
  Deployed,
  DeployerHandle,
  DeployerOptions,
} from './startDeployer';
