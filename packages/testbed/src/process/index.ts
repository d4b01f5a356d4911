export { startChild, stopAllChildren, explainSpawnError } from './childProcess';
export type { ChildOptions, RunningChild } from './childProcess';
export { LOOPBACK, choosePort } from './ports';
export { waitForMessage, waitForUrl } from './readiness';
export { keepPidFile, stopLeftover } from './leftover';
export type { Part } from './part';
