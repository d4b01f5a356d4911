export { backtest } from './backtest';
export type { Backtest, BacktestRequest } from './backtest';
export { dryRun } from './dryRun';
export type { DryRunOptions, DryRunRequest } from './dryRun';
export { readDryRunOptions } from './readDryRunOptions';
export { readRuleFile, RuleFileError } from './ruleFile';
export type { AlertRule, RecordingRule } from './ruleFile';
export type { Fidelity } from './fidelity';
export type { BudgetSource } from './SliTrack';
