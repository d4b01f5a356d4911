import { resolve } from 'node:path';
import execa from 'execa';

/** Runs a file of the bench in a process of its own; it answers with a line of JSON. */
export async function askChild<T>(file: string, order: object): Promise<T> {
  const { stdout } = await execa(process.execPath, [
    '--expose-gc',
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    resolve(file),
    JSON.stringify(order),
  ]);
  return JSON.parse(stdout);
}
