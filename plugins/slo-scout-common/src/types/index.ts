export * from './artifact';
export * from './audit';
export * from './deployment';
export * from './dryRun';
export * from './feasibility';
export * from './policy';
export * from './slo';
