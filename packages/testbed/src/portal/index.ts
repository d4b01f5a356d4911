export { PortalClient } from './PortalClient';
export type { Answer } from './PortalClient';
export { startPortal } from './startPortal';
export type { PortalHandle, PortalOptions } from './startPortal';
export {
  GITOPS_REPOSITORY,
  clearTheWay,
  startDemoWorld,
} from './startDemoWorld';
export type { DemoWorld, DemoWorldOptions } from './startDemoWorld';
