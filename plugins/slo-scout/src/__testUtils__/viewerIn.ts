/* eslint-disable no-restricted-imports -- reaches the clock of the process */
import { runInThisContext } from 'vm';

/**
 * Puts the viewer in another zone, for the tests of a `describe` or a file. The
 * `process` that Jest shows to tests is a copy, which no clock follows.
 */
export function viewerIn(zone: string): void {
  const { env } = runInThisContext('process') as NodeJS.Process;
  const before = env.TZ;
  beforeAll(() => {
    env.TZ = zone;
  });
  afterAll(() => {
    if (before === undefined) delete env.TZ;
    else env.TZ = before;
  });
}
