export { OverrideList } from './OverrideList';
export { RequestOverride } from './RequestOverride';
