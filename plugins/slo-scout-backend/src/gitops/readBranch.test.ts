import { blobSha } from './ourCommit';
import {
  type HostUnderTest,
  REPO,
  startHostUnderTest,
} from './__testUtils__/gitHost';

jest.setTimeout(60_000);

describe.each(['github', 'gitlab'] as const)('%s: a branch', kind => {
  let used: HostUnderTest;
  beforeEach(async () => {
    used = await startHostUnderTest(kind);
  });
  afterEach(() => used.stop());

  it('is read in two requests at most, with every content that stands there', async () => {
    const path = 'prometheus/rules/recording/other_slis.yaml';
    const read = () => used.provider.readBranch(REPO, 'main', [path]);
    const before = used.host.requests.length;
    expect((await read()).get(path)).toBe(blobSha('groups: []\n'));
    expect(used.host.requests.length - before).toBeLessThanOrEqual(2);

    await used.host.commit(REPO, 'main', { [path]: 'groups: [1]\n' }, 'edit');
    expect((await read()).get(path)).toBe(blobSha('groups: [1]\n'));

    await used.host.commit(REPO, 'main', { [path]: null }, 'remove');
    const after = await read();
    expect(after.has(path)).toBe(false);
    expect(after.has('README.md')).toBe(true);
    // A folder is no content.
    expect(after.has('prometheus')).toBe(false);
  });

  it('or one of its commits, as it was then', async () => {
    const path = 'a.txt';
    const first = await used.host.commit(REPO, 'main', { [path]: '1\n' }, '1');
    await used.host.commit(REPO, 'main', { [path]: '2\n' }, '2');
    const then = await used.provider.readCommit(REPO, first, [path]);
    expect(then.get(path)).toBe(blobSha('1\n'));
  });

  it('that is not there is said', async () => {
    await expect(
      used.provider.readBranch(REPO, 'gone', ['README.md']),
    ).rejects.toThrow(/gone|not found|404/i);
  });
});
