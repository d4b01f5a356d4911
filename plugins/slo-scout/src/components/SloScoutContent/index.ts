export { SloScoutContent } from './SloScoutContent';
