export { ArtifactsTab } from './ArtifactsTab';
