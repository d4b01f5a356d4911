import { readFile, rm, writeFile } from 'fs/promises';
import { setTimeout as sleep } from 'timers/promises';

const WAIT_MS = 10_000;
const POLL_MS = 100;

async function commandLine(pid: number): Promise<string | undefined> {
  try {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return raw.replaceAll('\0', ' ');
  } catch {
    return undefined;
  }
}

/**
 * Ends what an earlier run left behind when it was killed and could not clean up.
 * A process id may have been given to someone else since: only a process that
 * names `marker` (its data directory) on its command line is ours.
 *
 * @param pidFile - file whose first line is a process id
 */
export async function stopLeftover(
  pidFile: string,
  marker: string,
): Promise<void> {
  const content = await readFile(pidFile, 'utf8').catch(() => '');
  const pid = Number.parseInt(content, 10);
  const isOurs = async () =>
    Number.isInteger(pid) && (await commandLine(pid))?.includes(marker);

  for (let waited = 0; await isOurs(); waited += POLL_MS) {
    if (waited === 0) {
      process.kill(pid, 'SIGTERM');
    } else if (waited >= WAIT_MS) {
      process.kill(pid, 'SIGKILL');
    }
    await sleep(POLL_MS);
  }
}

/** Writes the process id that {@link stopLeftover} looks for, and answers how to remove it. */
export async function keepPidFile(
  pidFile: string,
  pid: number,
): Promise<() => Promise<void>> {
  await writeFile(pidFile, `${pid}\n`);
  return () => rm(pidFile, { force: true });
}
