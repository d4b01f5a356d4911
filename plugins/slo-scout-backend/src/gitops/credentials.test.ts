import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { type GitHost, startGitHost } from 'testbed';
import { planFor, REPO } from './__testUtils__/gitHost';
import { createGitProviders } from './providers';
import { readTargets } from './targets';

jest.setTimeout(120_000);

const keys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
const OURS = keys();
const OAUTH = 'an OAuth token';

/** Credentials as Backstage's integrations have them, on a host at its own address. */
describe('credentials of integrations', () => {
  let folder: string;
  let host: GitHost;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-credentials-'));
    host = await startGitHost({
      dataDir: folder,
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# x\n' } },
      githubApp: { id: 7, publicKey: OURS.publicKey, owners: ['org'] },
      gitlabOauthToken: OAUTH,
    });
  });
  afterEach(async () => {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (kind: 'github' | 'gitlab', credentials: JsonObject) => {
    const config = mockServices.rootConfig({
      data: {
        integrations: {
          [kind]: [
            {
              ...{ host: host.host, baseUrl: host.url },
              ...{ apiBaseUrl: host.apiUrl[kind], ...credentials },
            },
          ],
        },
        sloScout: {
          targets: [
            {
              ...{ name: 'production', environment: 'production' },
              ...{ host: host.host, repo: REPO },
            },
          ],
        },
      },
    });
    const [target] = readTargets(config).all();
    const repository = createGitProviders({
      config,
      logger: mockServices.logger.mock(),
      policy: { sleep: async () => {} },
    }).forTarget(target);
    return (branch: string) =>
      repository.openPullRequest(
        planFor({ branch, commitMessage: `feat: ${branch}` }),
      );
  };
  const app = (change: JsonObject = {}): JsonObject => ({
    apps: [
      {
        ...{ appId: 7, clientId: 'id', clientSecret: 'secret' },
        ...{ webhookSecret: 'secret', privateKey: OURS.privateKey },
        ...change,
      },
    ],
  });
  const tokensAsked = () =>
    host.requests.filter(({ path }) => path.endsWith('/access_tokens')).length;

  it.each([
    ['github', 'a token', () => ({ token: host.token })],
    ['github', 'an app', () => app()],
    ['gitlab', 'a token', () => ({ token: host.token })],
    ['gitlab', 'an OAuth token', () => ({ token: OAUTH })],
  ] as const)('%s: %s opens a pull request', async (kind, _, credentials) => {
    const result = await open(kind, credentials())('slo-scout/a');
    expect(result).toMatchObject({ outcome: 'opened', number: 1 });
  });

  it('an app asks for a token once, not for each request', async () => {
    const openOn = open('github', app());
    await openOn('slo-scout/a');
    await openOn('slo-scout/b');
    expect(host.pullRequests(REPO)).toHaveLength(2);
    expect(tokensAsked()).toBe(1);
  });

  it('an app whose token cannot be had at the moment is tried again', async () => {
    const path = '/access_tokens';
    host.faults.add({ path, effect: { kind: 'status', status: 502 } });
    await open('github', app())('slo-scout/a');
    expect(tokensAsked()).toBe(2);
  });

  it.each([
    ['github', 'a token of somebody else', () => ({ token: 'guessed' })],
    [
      'github',
      'an app with another key',
      () => app({ privateKey: keys().privateKey }),
    ],
    [
      'github',
      'an app that may not act for the owner',
      () => app({ allowedInstallationOwners: ['elsewhere'] }),
    ],
    ['gitlab', 'a token of somebody else', () => ({ token: 'guessed' })],
    ['gitlab', 'no token', () => ({})],
  ] as const)('%s: %s opens nothing', async (kind, _, credentials) => {
    await expect(
      open(kind, credentials())('slo-scout/a'),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(host.pullRequests(REPO)).toEqual([]);
  });
});
