export { GenerationRefused } from './GenerationRefused';
export { generateFiles, generators } from './generateFiles';
export { dashboardUid } from './names';
export { plannedPaths } from './plannedPaths';
export { INTERVAL_SECONDS } from './ruleFile';
export { createRunbookGenerator } from './runbook/runbook';
export type { RunbookOptions } from './runbook/RunbookOptions';
export { tryTemplates } from './runbook/tryTemplates';
export type {
  ArtifactGenerator,
  GeneratedFile,
  GeneratorInput,
  GeneratorOutput,
  ServiceContext,
  TargetContext,
} from './types';
