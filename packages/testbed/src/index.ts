/**
 * The real parts that the demo, the tests and the benches stand on, each started
 * by one function.
 *
 * @packageDocumentation
 */
export * from './browser';
export * from './demoFiles';
export * from './deployer';
export * from './githost';
export * from './portal';
export * from './postgres';
export * from './prometheus';
export * from './timescale';
export * from './world';
export {
  LOOPBACK,
  choosePort,
  startChild,
  stopAllChildren,
  waitForUrl,
} from './process';
export type { ChildOptions, Part, RunningChild } from './process';
