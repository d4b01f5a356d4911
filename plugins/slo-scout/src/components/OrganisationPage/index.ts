export { OrganisationPage } from './OrganisationPage';
export { SloScoutPage } from './SloScoutPage';
