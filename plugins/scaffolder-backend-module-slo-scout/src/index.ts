/**
 * Scaffolder action `slo-scout:artifacts:generate`.
 *
 * @packageDocumentation
 */
export { scaffolderModuleSloScout as default } from './module';
export {
  createGenerateArtifactsAction,
  type GenerateArtifactsActionOptions,
} from './actions/generateArtifacts';
