import { mkdir, mkdtemp, readdir, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { listBlocks } from './blocks';
import { createHistory } from './history';

jest.setTimeout(60_000);

const NOON = new Date('2026-03-18T12:00:00Z');
const hoursLater = (hours: number) =>
  new Date(NOON.getTime() + hours * 3_600_000);

describe('createHistory with a cache', () => {
  let directory: string;
  let cacheDir: string;
  const said: string[] = [];

  const create = (name: string, now: Date) =>
    createHistory(join(directory, name), {
      cacheDir,
      now,
      historyDays: 1 / 4,
      maxAgeHours: 2,
      log: message => said.push(message),
    });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'testbed-history-'));
    cacheDir = join(directory, 'cache');
    // The process with this id has ended long ago: ids do not go that high.
    await mkdir(join(cacheDir, 'making-999999999-aaaaaa'), { recursive: true });
  });

  afterAll(() => rm(directory, { recursive: true }));

  it('makes it once, and clears away what an interrupted run left', async () => {
    const world = await create('first', NOON);
    expect(world.anchor).toEqual(NOON);
    expect(said).toEqual(['making 0.25 days of history']);
    expect(await readdir(cacheDir)).toEqual([
      expect.stringMatching(/^[0-9a-f]{16}-\w+$/),
    ]);
    expect(await readdir(join(directory, 'first'))).toEqual(
      await listBlocks(join(directory, 'first')),
    );
  });

  it('is the same world an hour later, with the hour added', async () => {
    const world = await create('second', hoursLater(1));
    expect(world.anchor).toEqual(NOON);
    expect(said).toContain(
      'history of 2026-03-18T12:00:00.000Z found, adding what came since',
    );
    const first = await listBlocks(join(directory, 'first'));
    const second = await listBlocks(join(directory, 'second'));
    expect(second).toEqual(expect.arrayContaining(first));
    expect(second.length).toBeGreaterThan(first.length);
  });

  it('makes it anew when it is too old', async () => {
    const world = await create('third', hoursLater(3));
    expect(world.anchor).toEqual(hoursLater(3));
    expect(await readdir(cacheDir)).toHaveLength(1);
  });

  it('may be made by two at once', async () => {
    await Promise.all([
      create('fourth', hoursLater(9)),
      create('fifth', hoursLater(9)),
    ]);
    const blocks = await Promise.all(
      ['fourth', 'fifth'].map(name => listBlocks(join(directory, name))),
    );
    expect(blocks[0].length).toBeGreaterThan(0);
    expect(blocks[1]).toHaveLength(blocks[0].length);

    const world = await create('sixth', hoursLater(10));
    expect(world.anchor).toEqual(hoursLater(9));
  });
});
