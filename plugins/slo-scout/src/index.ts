/**
 * Entity tab that takes approved SLOs to a merged pull request.
 *
 * @packageDocumentation
 */
export { sloScoutApiRef } from './api';
export { isSloScoutAvailable } from './isSloScoutAvailable';
export type { SloPickerOptions } from './components/SloPicker';
export {
  EntitySloScoutCard,
  SloScoutContent,
  SloScoutPage,
  sloScoutPlugin,
  SloScoutSloPicker,
} from './plugin';
export { organisationRouteRef, rootRouteRef } from './routes';
export {
  sloScoutMessages,
  sloScoutTranslationRef,
  type SloScoutMessages,
} from './translation';
export type { FlatKey, FlatMessages, TextAt } from './messages/TranslationOf';
