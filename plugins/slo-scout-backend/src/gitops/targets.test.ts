import { mockServices } from '@backstage/backend-test-utils';
import { DEFAULT_LAYOUT } from '../generators/layout';
import { createGitProviders } from './providers';
import { readTargets } from './targets';

const PRODUCTION = {
  ...{ name: 'production', environment: 'production', provider: 'github' },
  ...{ host: 'github.com', repo: 'org/config' },
};

const read = (...targets: object[]) =>
  readTargets(mockServices.rootConfig({ data: { sloScout: { targets } } }));

describe('readTargets', () => {
  it('fills in what is left out', () => {
    expect(read(PRODUCTION).all()).toEqual([
      {
        ...{ ...PRODUCTION, branch: 'main', directory: '', labels: [] },
        pullRequests: {
          ...{ draft: false, signOff: false, reviewers: 'codeowners' },
        },
        layout: DEFAULT_LAYOUT,
        format: { rules: 'prometheus', dashboard: 'json', labels: {} },
        rules: { labels: {}, annotations: {}, severities: {} },
      },
    ]);
    expect(readTargets(mockServices.rootConfig({ data: {} })).all()).toEqual(
      [],
    );
  });

  it.each([
    [
      'an unknown provider',
      { provider: 'gitea' },
      'provider gitea is unknown. Use github or gitlab, or install the module that adds it',
    ],
    ['no owner', { repo: 'config' }, 'not owner/name'],
    ['too many parts', { repo: 'a/b/c' }, 'not owner/name'],
    ['a repo that leads elsewhere', { repo: '../config' }, 'not owner/name'],
    ['a repo with a query', { repo: 'org/config?x' }, 'not owner/name'],
    ['a directory that leads out', { directory: '../x' }, 'not a directory'],
    ['an unknown CI', { ci: 'jenkins' }, 'ci jenkins is unknown'],
  ])('refuses %s', (_, change, words) => {
    expect(() => read({ ...PRODUCTION, ...change })).toThrow(words);
  });

  it("takes GitLab's nested groups", () => {
    const [target] = read({
      ...{ ...PRODUCTION, provider: 'gitlab', repo: 'org/team/config' },
    }).all();
    expect(target.repo).toBe('org/team/config');
  });

  it('refuses two environments that would overwrite each other', () => {
    const staging = { ...PRODUCTION, name: 'staging', environment: 'staging' };
    expect(() => read(PRODUCTION, staging)).toThrow(
      'Targets production and staging both write to org/config, branch main',
    );
    expect(() => read(PRODUCTION, { ...staging, directory: '/' })).toThrow(
      'both',
    );
    expect(
      read(PRODUCTION, { ...staging, directory: 'staging' }).all(),
    ).toHaveLength(2);
    expect(
      read(PRODUCTION, { ...staging, branch: 'staging' }).all(),
    ).toHaveLength(2);
  });

  it('refuses overwriting by way of the layout', () => {
    const inner = { ...PRODUCTION, name: 'inner', directory: 'eu' };
    expect(read(PRODUCTION, inner).all()).toHaveLength(2);
    const layout = {
      alertRules: 'eu/prometheus/rules/alerting/{service}_slos.yaml',
    };
    expect(() => read({ ...PRODUCTION, layout }, inner)).toThrow(
      'Targets production and inner both write to org/config',
    );
  });

  it('lets two environments share a directory where their files differ', () => {
    const layout = (env: string) => ({
      recordingRules: `${env}/recording/{service}.yaml`,
      alertRules: `${env}/alerting/{service}.yaml`,
      inhibitRules: `${env}/inhibit/{service}.yaml`,
      dashboards: `${env}/dashboards/{service}.json`,
      runbooks: `${env}/runbooks/{service}/{slo}.yaml`,
      runbookPages: `${env}/runbooks/{service}/{slo}.md`,
      ruleTests: `${env}/tests/{service}/{slo}/{alert}.yaml`,
    });
    const both = [
      { ...PRODUCTION, layout: layout('production') },
      { ...PRODUCTION, name: 'staging', layout: layout('staging') },
    ];
    expect(read(...both).all()).toHaveLength(2);
  });

  it('refuses two targets of one name', () => {
    const twin = { ...PRODUCTION, directory: 'b' };
    expect(() => read(PRODUCTION, twin)).toThrow(
      'Two targets are called production',
    );
  });
});

describe('find', () => {
  const targets = read(
    PRODUCTION,
    { ...PRODUCTION, name: 'eu', branch: 'eu' },
    { ...PRODUCTION, name: 'staging', environment: 'staging', directory: 's' },
  );

  it('finds the target of an environment', () => {
    expect(targets.find('production').name).toBe('production');
    expect(targets.find('production', 'org/config', 'eu').name).toBe('eu');
    expect(targets.find('staging', undefined, 'main').name).toBe('staging');
  });

  it.each([
    ['environment', ['qa'], 'Configured: production, staging'],
    [
      'repository',
      ['production', 'evil/repo'],
      'evil/repo, branch main is not a target of environment production. Allowed: org/config, branch main; org/config, branch eu.',
    ],
    ['branch', ['staging', 'org/config', 'eu'], 'directory s'],
  ] as const)(
    'refuses another %s and names the allowed ones',
    (_, args, words) => {
      const [environment, repo, branch] = args;
      expect(() => targets.find(environment, repo, branch)).toThrow(words);
    },
  );
});

describe('createGitProviders', () => {
  const providers = createGitProviders({
    config: mockServices.rootConfig({
      data: {
        integrations: {
          github: [
            {
              host: 'ghe.example.com',
              apiBaseUrl: 'https://ghe.example.com/api/v3',
            },
          ],
        },
      },
    }),
    logger: mockServices.logger.mock(),
  });
  const [target] = read(PRODUCTION).all();

  it('makes one provider for a target', () => {
    const provider = providers.forTarget(target);
    expect(providers.forTarget(target)).toBe(provider);
    expect(provider.fileUrl('org/config', 'main', 'a b/c.yaml')).toBe(
      'https://github.com/org/config/blob/main/a%20b/c.yaml',
    );
  });

  it('says which integration is missing', () => {
    const elsewhere = { ...target, name: 'x', host: 'git.example.com' };
    expect(() => providers.forTarget(elsewhere)).toThrow(
      'Target x: integrations.github has no entry for git.example.com',
    );
  });

  it('says that there are no credentials before it asks anybody', async () => {
    const ghe = { ...target, name: 'ghe', host: 'ghe.example.com' };
    await expect(
      providers.forTarget(ghe).getPullRequest('org/config', 1),
    ).rejects.toThrow('No credentials for ghe.example.com');
  });
});
