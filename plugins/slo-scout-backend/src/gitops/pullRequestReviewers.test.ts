import {
  ALERTING,
  type HostUnderTest,
  planFor,
  REPO,
  startHostUnderTest,
} from './__testUtils__/gitHost';
import type { PullRequestPlan } from './types';

jest.setTimeout(120_000);

const LIMIT = { github: 10, gitlab: 6 };
const OWNERS_ASKED = { github: ['ana', 'ben', 'sre'], gitlab: ['ana', 'ben'] };
const TEAMS_NOTED = { github: /^$/, gitlab: /^acme\/sre was not asked/ };
const OWNERS =
  '/README.md @nobody\n/prometheus/ @ana @acme/sre\n/runbooks/ @ben\n';

/** Whom a pull request asks, and how few requests that takes. */
describe.each(['github', 'gitlab'] as const)('%s: reviewers', kind => {
  let used: HostUnderTest;
  beforeEach(async () => {
    used = await startHostUnderTest(kind, {
      policy: { maxRetries: 0 },
      collaborators: { users: ['ana', 'ben', 'olga'], teams: ['sre'] },
    });
  });
  afterEach(() => used.stop());

  const wanting = (change: Partial<PullRequestPlan> = {}) =>
    planFor({
      reviewers: { codeowners: true, owner: [{ kind: 'user', name: 'olga' }] },
      ...change,
    });
  const open = async (plan: PullRequestPlan) => {
    const result = await used.provider.openPullRequest(plan);
    if (result.outcome !== 'opened') throw new Error(result.outcome);
    return result;
  };
  const owners = (text: string, path = 'CODEOWNERS') =>
    used.host.commit(REPO, 'main', { [path]: text }, 'owners');
  const asked = (number = 1) => {
    const pr = used.host.pullRequests(REPO).find(p => p.number === number)!;
    return [...pr.reviewers, ...pr.team_reviewers].sort();
  };

  it.each([1, 40])(
    'takes no more requests for %i files than the limit, with owners, labels and reviewers',
    async count => {
      await owners(OWNERS);
      const files = Array.from({ length: count }, (_, n) => ({
        path: `runbooks/service_${n}.yaml`,
        content: `name: ${n}\n`,
      }));
      used.host.requests.length = 0;
      await open(wanting({ files }));
      const requests = used.host.requests.filter(({ api }) => api === kind);
      expect(requests).toHaveLength(LIMIT[kind]);
      expect(asked()).toEqual(['ben']);
      expect(used.host.pullRequests(REPO)).toMatchObject([
        { labels: ['slo-scout'] },
      ]);
    },
  );

  it('asks the owners of the files, people and, where the host does, teams', async () => {
    await owners(OWNERS);
    const { notes } = await open(wanting());
    expect(asked()).toEqual(OWNERS_ASKED[kind]);
    // GitLab asks people only.
    expect(notes?.join()).toMatch(TEAMS_NOTED[kind]);
  });

  it("looks where the host looks, and asks the service's owner where nobody is named", async () => {
    await open(wanting());
    expect(asked()).toEqual(['olga']);
    const [first, later] =
      kind === 'github'
        ? ['.github/CODEOWNERS', 'docs/CODEOWNERS']
        : ['docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
    await owners('* @ben\n', later);
    await open(wanting({ branch: 'slo-scout/second' }));
    expect(asked(2)).toEqual(['ben']);
    await owners('* @ana\n', first);
    await open(wanting({ branch: 'slo-scout/third' }));
    expect(asked(3)).toEqual(['ana']);
    await owners('* @ana\n/prometheus/\n/grafana/\n/runbooks/\n', first);
    await open(wanting({ branch: 'slo-scout/fourth' }));
    expect(asked(4)).toEqual(['olga']);
    await open(
      wanting({
        branch: 'slo-scout/fifth',
        reviewers: { codeowners: false, owner: [] },
      }),
    );
    expect(asked(5)).toEqual([]);
  });

  it('opens it all the same where the host does not know a reviewer, and says so', async () => {
    await owners('* @ana @gone ops@example.com\n');
    const { number, notes } = await open(wanting());
    expect(number).toBe(1);
    expect(notes?.join(' ')).toMatch(/gone/);
    expect(notes?.join(' ')).toMatch(/ops@example.com/);
    // GitHub refuses all of them for one, GitLab asks whom it knows.
    expect(asked()).toEqual(kind === 'github' ? [] : ['ana']);
    expect(used.host.pullRequests(REPO)).toHaveLength(1);
  });

  it('opens it all the same where the owners cannot be read', async () => {
    await owners(OWNERS);
    used.host.faults.add({
      path: /CODEOWNERS/,
      effect: { kind: 'status', status: 403, message: 'not for you' },
    });
    const { notes } = await open(wanting());
    expect(notes).toEqual([expect.stringMatching(/not for you/)]);
    expect(used.host.pullRequests(REPO)).toHaveLength(1);
  });

  it('opens a draft where asked to, and leaves it ready where a person called it so', async () => {
    const first = await open(wanting({ draft: true }));
    expect(used.host.pullRequests(REPO)).toMatchObject([
      {
        draft: true,
        title:
          kind === 'github' ? planFor().title : `Draft: ${planFor().title}`,
      },
    ]);
    const update = {
      ...{ number: first.number, url: first.url },
      expectedHead: first.commit_sha,
    };
    const files = [{ path: ALERTING, content: 'groups: []\n' }];
    await open(wanting({ draft: true, files, title: 'second', update }));
    expect(used.host.pullRequests(REPO)).toMatchObject([{ draft: true }]);
  });

  it.each(['before', 'after'] as const)(
    'is cut off %s any of its requests, tried again, and asks once',
    async when => {
      await owners(OWNERS);
      let lost = true;
      let step = 0;
      for (; lost; step += 1) {
        const plan = wanting({ branch: `slo-scout/cut-${step}` });
        used.host.faults.add({ effect: { kind: 'drop', when }, skip: step });
        lost = await open(plan).then(
          () => false,
          () => true,
        );
        used.host.faults.clear();
        const { number } = await open(plan);
        expect(asked(number)).toEqual(OWNERS_ASKED[kind]);
        expect(
          used.host.pullRequests(REPO).filter(pr => pr.head === plan.branch),
        ).toMatchObject([{ labels: ['slo-scout'] }]);
      }
      expect(step).toBe(LIMIT[kind] + 1);
    },
  );
});

describe('github: drafts', () => {
  it('opens it for review where the repository has no drafts, and says so', async () => {
    const used = await startHostUnderTest('github');
    try {
      used.host.faults.add({
        ...{ method: 'POST', path: /\/pulls$/ },
        effect: {
          ...{ kind: 'status', status: 422 },
          message: 'Draft pull requests are not supported in this repository.',
        },
      });
      const result = await used.provider.openPullRequest(
        planFor({ draft: true }),
      );
      expect(result).toMatchObject({
        notes: [expect.stringMatching(/has no drafts/)],
      });
      expect(used.host.pullRequests(REPO)).toMatchObject([{ draft: false }]);
    } finally {
      await used.stop();
    }
  });
});
