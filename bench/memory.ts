import { readFileSync, writeFileSync } from 'node:fs';
import execa from 'execa';

/**
 * Peak resident memory of a process, by the kernel's count for its own address
 * space. `process.resourceUsage().maxRSS` would do, were it not that a child
 * begins with the peak of the parent that it was forked from.
 */
export function peakMb(pid: number | 'self'): number {
  return readStatus(pid, 'VmHWM');
}

/** Resident memory now; the peak is counted anew from here. */
export function idleMb(pid: number | 'self'): number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return readStatus(pid, 'VmRSS');
}

function readStatus(pid: number | 'self', field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (
    Number(new RegExp(`^${field}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
  );
}

// A small parent: its own peak (about 10 MB) is all that the child can inherit.
const MEASURE = `
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
`;

/** Peak memory of a command that runs to its end. */
export async function peakMbOf(
  command: string[],
  cwd: string,
): Promise<number> {
  const { stdout } = await execa('python3', ['-c', MEASURE, ...command], {
    cwd,
  });
  return Number(stdout) / 1024;
}
