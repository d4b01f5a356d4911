import { readFile, rm, writeFile } from 'fs/promises';
import { setTimeout as sleep } from 'timers/promises';

const WAIT_MS = 10_000;
const POLL_MS = 100;

async function isCommand(pid: number, marker: string): Promise<boolean> {
  const path = `/proc/${pid}/cmdline`;
  const words = await readFile(path, 'utf8').catch(() => '');
  return words.includes(marker);
}

async function parentOf(pid: number): Promise<number> {
  const path = `/proc/${pid}/status`;
  const status = await readFile(path, 'utf8').catch(() => '');
  return Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]);
}

/**
 * Ends what an earlier run left behind when it was killed and could not clean up.
 * A process id may have been given to someone else since: only a process that
 * names `marker` (its data directory) on its command line is ours.
 *
 * @param pidFile - written by {@link keepPidFile}
 * @throws Error where the other run has not ended at all
 */
export async function stopLeftover(
  pidFile: string,
  marker: string,
): Promise<void> {
  const content = await readFile(pidFile, 'utf8').catch(() => '');
  const [pid, owner] = content.split('\n').map(Number);
  if (!pid || !(await isCommand(pid, marker))) {
    return;
  }
  if ((await parentOf(pid)) === owner) {
    throw new Error(
      `${marker} is in use by process ${owner}. Stop that first, or use another directory.`,
    );
  }
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; await isCommand(pid, marker); waited += POLL_MS) {
    if (waited >= WAIT_MS) {
      process.kill(pid, 'SIGKILL');
    }
    await sleep(POLL_MS);
  }
}

/**
 * Notes a child and its parent, this process, for the next run's
 * {@link stopLeftover}. The answer removes the note.
 */
export async function keepPidFile(
  pidFile: string,
  pid: number,
): Promise<() => Promise<void>> {
  await writeFile(pidFile, `${pid}\n${process.pid}\n`);
  return () => rm(pidFile, { force: true });
}
