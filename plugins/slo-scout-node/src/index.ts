/**
 * Service reference and extension points of SLO Scout for other backend plugins.
 *
 * @packageDocumentation
 */
export {
  sloScoutInvariantsExtensionPoint,
  type CustomInvariant,
  type Invariant,
  type InvariantCheck,
  type SloScoutInvariantsExtensionPoint,
} from './invariants';
export { sloScoutServiceRef } from './service';
