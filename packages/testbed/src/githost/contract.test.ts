import { Octokit } from '@octokit/rest';
import { GithubContract } from './github/GithubContract';
import { useGitHost } from './testSupport';

const REPO = { owner: 'org', repo: 'config' };

describe("GitHub's OpenAPI description", () => {
  const used = useGitHost();
  const octokit = () =>
    new Octokit({ auth: used.host.token, baseUrl: used.host.apiUrl.github });

  it('turns an answer outside of it into a failed test', async () => {
    used.host.faults.add({
      path: '/git/ref/',
      effect: {
        kind: 'alter',
        change: body => ({ ...Object(body), object: { sha: 'short' } }),
      },
    });

    await expect(
      octokit().git.getRef({ ...REPO, ref: 'heads/main' }),
    ).rejects.toMatchObject({ status: 500 });
    expect(used.host.violations()).toEqual([
      expect.stringMatching(/response 200 of GET .*\/object.*required.*type/),
    ]);
    await expect(used.host.stop()).rejects.toThrow('Outside the API');
    used.host.clearViolations();
  });

  it.each([
    [
      'a misspelt property',
      'POST',
      '/pulls',
      { head: 'a', base: 'main', titel: 'x' },
      'titel',
    ],
    [
      'a wrong type',
      'POST',
      '/git/refs',
      { ref: 1, sha: 'x' },
      '/ref must be string',
    ],
    ['a missing property', 'POST', '/git/trees', {}, 'tree'],
    [
      'a file mode that is none',
      'POST',
      '/git/trees',
      { tree: [{ path: 'a', mode: '777' }] },
      'mode',
    ],
    ['an unknown query parameter', 'GET', '/pulls?heads=a', undefined, 'heads'],
    [
      'a state that is none',
      'GET',
      '/pulls?state=opened',
      undefined,
      'allowed',
    ],
    [
      'a call that is not there',
      'POST',
      '/contents',
      { path: 'a' },
      'does not serve',
    ],
  ])('refuses %s', async (_, method, path, body, problem) => {
    const answer = await fetch(
      `${used.host.apiUrl.github}/repos/org/config${path}`,
      {
        method,
        body: body && JSON.stringify(body),
        headers: {
          authorization: `token ${used.host.token}`,
          'content-type': 'application/json',
        },
      },
    );

    expect(answer.status).toBe(500);
    expect(used.host.violations()).toEqual([expect.stringContaining(problem)]);
    used.host.clearViolations();
  });

  it('knows nullable, references and choices', async () => {
    const contract = await GithubContract.load();
    const operation = contract.operation(
      'GET /repos/{owner}/{repo}/contents/{path}',
    );
    const links = { self: 'http://h/s', git: null, html: null };
    const file = {
      ...{
        type: 'file',
        name: 'a',
        path: 'a',
        sha: 'x',
        size: 1,
        _links: links,
      },
      ...{
        url: 'http://h/u',
        git_url: null,
        html_url: null,
        download_url: null,
      },
      ...{ content: '', encoding: 'base64' },
    };

    expect(contract.checkResponse(operation, 200, file)).toEqual([]);
    expect(contract.checkResponse(operation, 200, [file])).toEqual([]);
    expect(
      contract.checkResponse(operation, 200, { ...file, size: null }),
    ).not.toEqual([]);
    expect(contract.checkResponse(operation, 418, file)).toEqual([
      'status 418 is not described',
    ]);
    expect(contract.checkResponse(operation, 404, { message: 1 })).not.toEqual(
      [],
    );
  });
});
