export { portalPermissionsModule } from './portalPermissionsModule';
