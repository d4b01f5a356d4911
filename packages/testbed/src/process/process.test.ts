import { mkdtemp, readFile, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  LOOPBACK,
  RunningChild,
  choosePort,
  keepPidFile,
  startChild,
  stopAllChildren,
  stopLeftover,
  waitForMessage,
  waitForUrl,
} from '.';

const SERVER = `
  const port = Number(process.argv[1]);
  require('http').createServer((_, res) => res.end('hi')).listen(port, '127.0.0.1');
`;

function startNode(script: string, ...args: string[]): Promise<RunningChild> {
  return startChild({
    name: 'the child',
    command: process.execPath,
    args: ['-e', script, ...args],
  });
}

describe('process', () => {
  afterEach(stopAllChildren);

  it('waits until a child answers, and frees its port when it is stopped', async () => {
    const port = await choosePort('the test');
    const child = await startNode(SERVER, String(port));
    const url = `http://${LOOPBACK}:${port}`;

    await waitForUrl(url, child);
    await expect(fetch(url).then(res => res.text())).resolves.toBe('hi');
    await expect(choosePort('somebody else', port)).rejects.toThrow(
      `Port ${port} on 127.0.0.1, wanted by somebody else, is in use`,
    );

    await child.stop();
    await child.stop();
    expect(child.ended).toBe(true);
    await expect(choosePort('somebody else', port)).resolves.toBe(port);
  });

  it('says what a child printed before it failed', async () => {
    const child = await startNode(
      'console.error("no config"); process.exit(2)',
    );
    await expect(waitForUrl('http://127.0.0.1:1', child)).rejects.toThrow(
      /the child ended before http:\/\/127.0.0.1:1 answered.*\nno config/,
    );
  });

  it('stops a child that never gets ready', async () => {
    const child = await startNode('setInterval(() => {}, 1000)');
    await expect(waitForUrl('http://127.0.0.1:1', child, 200)).rejects.toThrow(
      'the child did not answer on http://127.0.0.1:1 in 200 ms',
    );
    expect(child.ended).toBe(true);
  });

  it('waits for the message of a child that has no URL', async () => {
    const child = await startChild({
      name: 'the child',
      command: process.execPath,
      args: ['-e', 'process.send({}); process.on("disconnect", process.exit)'],
      ipc: true,
    });
    await expect(waitForMessage(child)).resolves.toBeUndefined();
  });

  it('says what to install where a command is missing', async () => {
    const starting = startChild({
      name: 'nothing',
      command: 'no-such-command',
      args: [],
      installHint: 'apt-get install it',
    });
    await expect(starting).rejects.toThrow(
      'no-such-command was not found: apt-get install it',
    );
  });
});

describe('stopLeftover', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'testbed-leftover-'));
  });

  afterEach(async () => {
    await stopAllChildren();
    await rm(directory, { recursive: true });
  });

  it('ends a process of an earlier run, known by its data directory', async () => {
    const pidFile = join(directory, 'pid');
    const child = await startNode('setInterval(() => {}, 1000)', directory);
    // Its parent was another process, which is no more.
    await writeFile(pidFile, `${child.pid}\n999999999\n`);

    await stopLeftover(pidFile, directory);
    await child.exited;
    expect(child.ended).toBe(true);
  });

  it('refuses to end what another run still uses', async () => {
    const pidFile = join(directory, 'pid');
    const child = await startNode('setInterval(() => {}, 1000)', directory);
    const forget = await keepPidFile(pidFile, child.pid);

    await expect(stopLeftover(pidFile, directory)).rejects.toThrow(
      `${directory} is in use by process ${process.pid}`,
    );
    expect(child.ended).toBe(false);

    await forget();
    await expect(readFile(pidFile)).rejects.toThrow('ENOENT');
  });

  it('leaves a stranger alone that was given the same process id', async () => {
    const pidFile = join(directory, 'pid');
    const stranger = await startNode('setInterval(() => {}, 1000)');
    await keepPidFile(pidFile, stranger.pid);

    await stopLeftover(pidFile, directory);
    expect(stranger.ended).toBe(false);
  });

  it('has nothing to do on a first run', async () => {
    await expect(
      stopLeftover(join(directory, 'pid'), directory),
    ).resolves.toBeUndefined();
  });
});
