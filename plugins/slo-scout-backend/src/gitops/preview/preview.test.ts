import type {
  Artifact,
  ArtifactType,
  PullRequestPreview,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GitHost } from 'testbed';
import {
  generatedFiles,
  idsOf,
  RULES,
} from '../../__testUtils__/approvedFiles';
import type { TestPortal, TestUser } from '../../__testUtils__/testPortal';
import { REPO, ServiceWorld } from '../__testUtils__/ServiceWorld';

jest.setTimeout(120_000);

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';
const RECORDINGS = 'prometheus/rules/recording/payments_api_slis.yaml';

describe('the preview of a pull request', () => {
  let world: ServiceWorld;
  let gitHost: GitHost;
  let portal: TestPortal;

  beforeEach(async () => {
    world = await ServiceWorld.start({
      files: { '.github/CODEOWNERS': '/prometheus/ @ana @acme/sre\n' },
      collaborators: { users: ['ana'], teams: ['sre'] },
      config: {
        roles: {
          approver: ['group:default/sre'],
          policyEditor: ['group:default/governance'],
        },
      },
    });
    ({ gitHost, portal } = world);
  });
  afterEach(() => world?.stop());

  const approvedSlo = (name: string, target?: number) =>
    world.approvedSlo(name, target);
  const approvedFiles = (ids: string[], types = RULES) =>
    world.approvedFiles(ids, types);
  const requestOf = (artifacts: Artifact[]) => ({
    artifact_ids: idsOf(artifacts),
    environment: 'production',
  });
  const ask = (artifacts: Artifact[], who: TestUser = 'author') =>
    portal.as(who).post('/v1/pr/preview', requestOf(artifacts));
  const preview = async (artifacts: Artifact[]) => {
    const answer = await ask(artifacts);
    expect(answer.body.error).toBeUndefined();
    expect(answer.status).toBe(200);
    return answer.body.preview as PullRequestPreview;
  };
  const deploy = async (artifacts: Artifact[]) =>
    (await world.deploy(artifacts)).body;
  const opened = () => gitHost.pullRequests(REPO).at(-1)!;
  const git = async (...args: string[]) => (await world.git(...args)).trim();
  /** Paths of the branch with the lines that Git counts. */
  const changedOn = async (branch: string) => {
    const stat = await git('diff', '--numstat', '--minimal', 'main', branch);
    return stat.split('\n').map(line => {
      const [added, removed, path] = line.split('\t');
      return { path, added: Number(added), removed: Number(removed) };
    });
  };
  const linesOf = ({ files }: PullRequestPreview) =>
    files
      .filter(({ change }) => change !== 'unchanged')
      .map(({ path, added_lines: added, removed_lines: removed }) => ({
        ...{ path, added, removed },
      }));

  it('is what is opened then, byte for byte', async () => {
    const files = await approvedFiles([await approvedSlo('success')]);
    const seen = await preview(files);
    const deployed = await deploy(files);

    const pr = opened();
    const withoutTime = (branch: string) => branch.replace(/-\d{8}T\d+Z$/, '');
    expect(withoutTime(pr.head)).toBe(withoutTime(seen.branch_name));
    expect(pr).toMatchObject({
      title: seen.title,
      body: seen.body,
      base: seen.base_branch,
      draft: seen.draft,
      labels: seen.labels,
    });
    expect(seen.reviewers).toEqual([
      { kind: 'user', name: 'ana' },
      { kind: 'team', name: 'acme/sre' },
    ]);
    expect([pr.reviewers, pr.team_reviewers]).toEqual([['ana'], ['sre']]);
    expect(linesOf(seen)).toEqual(await changedOn(pr.head));
    expect(seen.files.map(({ path }) => path)).toEqual(
      deployed.artifacts_included,
    );
    expect(seen.files.every(({ change }) => change === 'added')).toBe(true);
    expect(await git('log', '-1', '--format=%B', pr.head)).toBe(
      seen.commit_message,
    );
    expect(seen).toMatchObject({
      ...{ outcome: 'open', pr_number: null, notes: [] },
      decision: { outcome: 'allowed', phase: 'deploy' },
    });
  });

  it('stores nothing and writes nothing to the Git host', async () => {
    const files = await approvedFiles([await approvedSlo('success')]);
    const before = await portal.contents();
    const requests = gitHost.requests.length;
    await preview(files);
    expect(await portal.contents()).toEqual(before);
    expect(before.audit_log.length).toBeGreaterThan(0);
    const made = gitHost.requests.slice(requests).map(({ method }) => method);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made)).toEqual(new Set(['GET']));
    expect(gitHost.pullRequests(REPO)).toEqual([]);
    expect(await git('branch', '--format=%(refname:short)')).toBe('main');
  });

  it('tells what is changed, removed and left, and the pull request that goes on', async () => {
    const types: ArtifactType[] = [...RULES, 'runbook'];
    const [kept, leaving] = [
      await approvedSlo('kept'),
      await approvedSlo('leaving'),
    ];
    const first = await deploy(await approvedFiles([kept, leaving], types));
    await world.merge(first.pr_number);
    // Somebody wrote into a file by hand: it is read, not guessed.
    const byHand = `# by hand\n${await world.onMain(ALERTS)}`;
    await gitHost.commit(REPO, 'main', { [ALERTS]: byHand }, 'by hand');

    await world.decide(leaving, 'retire');
    const files = await approvedFiles([kept], types);
    const seen = await preview(files);
    const changeOf = Object.fromEntries(
      seen.files.map(({ path, change }) => [path, change]),
    );
    expect(changeOf).toMatchObject({
      [ALERTS]: 'changed',
      [RECORDINGS]: 'changed',
      'runbooks/payments_api_leaving.yaml': 'removed',
      'runbooks/payments_api_kept.yaml': 'unchanged',
    });
    const second = await deploy(files);
    expect(linesOf(seen)).toEqual(await changedOn(opened().head));
    expect(seen.body).toBe(opened().body);

    await approvedSlo('kept', 0.99);
    const more = await approvedFiles([kept], types);
    const update = await preview(more);
    expect(update).toMatchObject({
      outcome: 'update',
      pr_number: second.pr_number,
      branch_name: second.branch_name,
      ...{ labels: [], reviewers: [] },
    });
    await deploy(more);
    expect(update.body).toBe(opened().body);

    expect(await preview(more)).toMatchObject({
      outcome: 'none',
      pr_number: second.pr_number,
      decision: null,
    });
  });

  it('says what the guard refuses, and leaves no trace of it', async () => {
    const files = await approvedFiles([await approvedSlo('success')]);
    const edited = await portal.as('editor').put('/v1/policies', {
      scope: { kind: 'environment', name: 'production' },
      expected_revision: 0,
      reason: 'Nobody knows the traffic here, so nothing may pass.',
      settings: {
        invariants: { 'blast_radius.traffic_percent': { mode: 'block' } },
      },
    });
    expect(edited.body).toMatchObject({ policy: { revision: 1 } });
    const before = await portal.contents();
    const seen = await preview(files);
    expect(seen.decision).toMatchObject({
      outcome: 'violated',
      violations: [{ invariant: 'blast_radius.traffic_percent' }],
    });
    expect(seen.files).toHaveLength(2);
    expect(await portal.contents()).toEqual(before);
  });

  it('is still told where the Git host does not answer', async () => {
    const files = await approvedFiles([await approvedSlo('success')]);
    gitHost.faults.add({
      ...{ path: /branches\/main/, times: 100 },
      effect: { kind: 'status', status: 404 },
    });
    const seen = await preview(files);
    expect(seen.title).toBe('feat(payments-api): add SLO monitoring');
    expect(seen.files.map(({ change }) => change)).toEqual([
      'unknown',
      'unknown',
    ]);
    expect(seen.notes).toEqual([
      expect.stringMatching(/^main of acme\/observability-config could not/),
    ]);
  });

  it('refuses whom and what deploying refuses', async () => {
    const slo = await approvedSlo('success');
    const pending = await generatedFiles(portal, [slo], RULES);
    const refused = await ask(pending);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/is not approved/);
    expect((await ask(pending, 'stranger')).status).toBe(403);
    const other = await portal.as('author').post('/v1/pr/preview', {
      ...requestOf(pending),
      environment: 'nowhere',
    });
    expect(other.status).toBe(400);
  });
});
