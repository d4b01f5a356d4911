import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'fs/promises';
import { join } from 'path';

const HOUR_MS = 3_600_000;
const MAKING = /^making-(\d+)-/;
const META = 'meta.json';

/** A kept history. Once it has its name it is never changed, only removed when it is old. */
export interface CacheEntry {
  directory: string;
  /** Anchor of its world, and its last moment. */
  end: Date;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function readEntry(directory: string): Promise<CacheEntry | undefined> {
  try {
    const text = await readFile(join(directory, META), 'utf8');
    const meta: { end: string } = JSON.parse(text);
    return { directory, end: new Date(meta.end) };
  } catch {
    return undefined;
  }
}

/** Histories between runs, each in a directory `{key}-{random}`. */
export class HistoryCache {
  readonly #directory: string;
  readonly #maxAgeMs: number;

  constructor(directory: string, maxAgeHours: number) {
    this.#directory = directory;
    this.#maxAgeMs = maxAgeHours * HOUR_MS;
  }

  /** The newest of this key that is not too old. Removes what nobody can use any more. */
  async find(key: string, now: Date): Promise<CacheEntry | undefined> {
    await mkdir(this.#directory, { recursive: true });
    let newest: CacheEntry | undefined;
    for (const name of await readdir(this.#directory)) {
      const directory = join(this.#directory, name);
      const entry = await readEntry(directory);
      const maker = MAKING.exec(name)?.[1];
      const tooOld =
        entry && now.getTime() - entry.end.getTime() > this.#maxAgeMs;
      // An earlier run may have been interrupted while it made one.
      if (tooOld || (maker && !isRunning(Number(maker)))) {
        await rm(directory, { recursive: true, force: true });
      } else if (
        entry &&
        name.startsWith(`${key}-`) &&
        entry.end <= now &&
        (!newest || entry.end > newest.end)
      ) {
        newest = entry;
      }
    }
    return newest;
  }

  /** Makes an entry under another name, so that half of one is never found. */
  async add(
    key: string,
    end: Date,
    fill: (directory: string) => Promise<void>,
  ): Promise<CacheEntry> {
    const prefix = join(this.#directory, `making-${process.pid}-`);
    const making = await mkdtemp(prefix);
    await fill(making);
    await writeFile(join(making, META), JSON.stringify({ end }));
    const random = making.slice(prefix.length);
    const directory = join(this.#directory, `${key}-${random}`);
    await rename(making, directory);
    return { directory, end };
  }
}
