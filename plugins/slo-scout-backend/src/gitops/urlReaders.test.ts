import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import {
  type HostUnderTest,
  REPO,
  startHostUnderTest,
} from './__testUtils__/gitHost';

/** What the demo and the tests rely on: Backstage's own readers read the Git host. */
describe.each(['github', 'gitlab'] as const)(
  "Backstage's %s URL reader",
  kind => {
    let used: HostUnderTest;
    beforeEach(async () => {
      used = await startHostUnderTest(kind);
    });
    afterEach(() => used.stop());

    const reader = () =>
      UrlReaders.default({
        config: used.config,
        logger: mockServices.logger.mock(),
      });
    const address = (path: string) => used.provider.fileUrl(REPO, 'main', path);

    it('reads a file, and again only when it has changed', async () => {
      const first = await reader().readUrl(address('README.md'));
      expect((await first.buffer()).toString()).toBe('# Observability\n');

      const { etag } = first;
      await expect(
        reader().readUrl(address('README.md'), { etag }),
      ).rejects.toMatchObject({ name: 'NotModifiedError' });
      await used.host.commit(REPO, 'main', { 'README.md': 'new\n' }, 'new');
      const changed = await reader().readUrl(address('README.md'), { etag });
      expect((await changed.buffer()).toString()).toBe('new\n');
    });

    it('says so where there is no file', async () => {
      await expect(reader().readUrl(address('none'))).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    });

    it('reads a tree', async () => {
      const url = address('prometheus').replace('/blob/', '/tree/');
      const tree = await reader().readTree(url);
      const files = await tree.files();
      expect(files.map(file => file.path)).toEqual([
        'rules/recording/other_slis.yaml',
      ]);
    });
  },
);
