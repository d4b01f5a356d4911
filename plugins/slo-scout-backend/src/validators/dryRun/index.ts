export { dryRun } from './dryRun';
export type { DryRunOptions, DryRunRequest } from './dryRun';
export { notExamined } from './report';
export { readRuleFile, RuleFileError } from './ruleFile';
export type { AlertRule, RecordingRule } from './ruleFile';
