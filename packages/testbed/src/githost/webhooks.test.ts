import { createHmac } from 'node:crypto';
import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { useGitHost } from './testSupport';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Answers with the given statuses in turn, then with 202. */
async function startReceiver(statuses: number[]) {
  const received: Received[] = [];
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', chunk => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push({ headers: req.headers, body });
      res.writeHead(statuses.shift() ?? 202).end();
    });
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    received,
    url: `http://127.0.0.1:${port}/hook`,
    stop: () => new Promise(done => server.close(done)),
  };
}

describe('webhooks of the Git host', () => {
  const used = useGitHost({ webhookRetryDelaysMs: [1, 1, 1] });
  const secret = 's3cret';
  const sign = (text: string) =>
    `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;

  async function openRequest() {
    await used.host.commit(
      'org/config',
      'change',
      { 'a.txt': 'a\n' },
      'change',
    );
    await fetch(
      `${used.host.apiUrl.gitlab}/projects/org%2Fconfig/merge_requests`,
      {
        method: 'POST',
        headers: {
          'private-token': used.host.token,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          source_branch: 'change',
          target_branch: 'main',
          title: 'feat: change',
        }),
      },
    );
  }

  it('tells both kinds of target about a merge, signed each in its way', async () => {
    const receiver = await startReceiver([]);
    const { host } = used;
    await openRequest();
    host.webhookTargets.push(
      { kind: 'github', url: receiver.url, secret },
      { kind: 'deployment', url: receiver.url, secret },
    );
    const merged = await host.mergePullRequest('org/config', 1);
    await host.webhooksSettled();
    await receiver.stop();

    const github = receiver.received.find(
      r => r.headers['x-github-event'] === 'pull_request',
    );
    expect(github?.headers['x-hub-signature-256']).toBe(
      sign(github?.body ?? ''),
    );
    expect(JSON.parse(github?.body ?? '')).toMatchObject({
      action: 'closed',
      pull_request: { number: 1, merged: true },
      repository: { full_name: 'org/config' },
    });

    const deployment = receiver.received.find(
      r => r.headers['x-slo-scout-timestamp'],
    );
    const timestamp = deployment?.headers['x-slo-scout-timestamp'];
    expect(deployment?.headers['x-hub-signature-256']).toBe(
      sign(`${timestamp}.${deployment?.body}`),
    );
    expect(JSON.parse(deployment?.body ?? '')).toEqual({
      pr_number: 1,
      status: 'merged',
      commit_sha: merged.merge_commit_sha,
      repo: 'org/config',
    });
    expect(host.deliveries).toMatchObject([
      { kind: 'github', delivered: true, attempts: 1, status: 202 },
      { kind: 'deployment', delivered: true, attempts: 1, status: 202 },
      { kind: 'github', event: 'push', delivered: true },
    ]);
  });

  it("tells GitLab targets in GitLab's words, with the secret itself", async () => {
    const receiver = await startReceiver([]);
    const { host } = used;
    await openRequest();
    host.webhookTargets.push({ kind: 'gitlab', url: receiver.url, secret });
    host.reviewPullRequest('org/config', 1, 'approved');
    await host.closePullRequest('org/config', 1);
    await host.reopenPullRequest('org/config', 1);
    await host.commit('org/config', 'change', { 'b.txt': 'b\n' }, 'more');
    await host.mergePullRequest('org/config', 1);
    await host.webhooksSettled();
    await receiver.stop();
    expect(
      receiver.received.every(r => r.headers['x-gitlab-token'] === secret),
    ).toBe(true);
    const told = receiver.received.map(({ headers, body }) => {
      const { object_attributes: merge, ref } = JSON.parse(body);
      return [headers['x-gitlab-event'], merge?.action ?? ref];
    });
    expect(told.sort()).toEqual([
      ['Merge Request Hook', 'approved'],
      ['Merge Request Hook', 'close'],
      ['Merge Request Hook', 'merge'],
      ['Merge Request Hook', 'reopen'],
      ['Push Hook', 'refs/heads/change'],
      ['Push Hook', 'refs/heads/main'],
    ]);
  });

  it('delivers twice, late, out of order, or never, as it is told', async () => {
    const receiver = await startReceiver([]);
    const { host } = used;
    await openRequest();
    host.webhookTargets.push({ kind: 'github', url: receiver.url, secret });
    const close = () => host.closePullRequest('org/config', 1);
    const reopen = () => host.reopenPullRequest('org/config', 1);
    const actions = async () => {
      await host.webhooksSettled();
      return receiver.received
        .splice(0)
        .map(({ body }) => JSON.parse(body).action);
    };

    host.webhookConditions.copies = 2;
    await close();
    expect(await actions()).toEqual(['closed', 'closed']);

    host.webhookConditions.copies = 0;
    await reopen();
    expect(await actions()).toEqual([]);

    Object.assign(host.webhookConditions, { copies: 1, hold: true });
    await close();
    await reopen();
    expect(await actions()).toEqual([]);
    host.releaseWebhooks('reversed');
    expect((await actions()).sort()).toEqual(['closed', 'reopened']);

    Object.assign(host.webhookConditions, { hold: false, delayMs: 30 });
    await close();
    expect(receiver.received).toEqual([]);
    expect(await actions()).toEqual(['closed']);
    await receiver.stop();
  });

  it('tries again while the target is down, and not when it says no', async () => {
    const receiver = await startReceiver([503, 500]);
    const { host } = used;
    host.webhookTargets.push({ kind: 'deployment', url: receiver.url, secret });
    await openRequest();
    await host.closePullRequest('org/config', 1);
    await host.webhooksSettled();
    await receiver.stop();
    expect(host.deliveries).toMatchObject([{ delivered: true, attempts: 3 }]);
    expect(JSON.parse(receiver.received[2].body).status).toBe('closed');

    const refusing = await startReceiver([401, 401, 401, 401]);
    host.webhookTargets[0].url = refusing.url;
    await openRequest();
    await host.closePullRequest('org/config', 2);
    await host.webhooksSettled();
    await refusing.stop();
    expect(host.deliveries[1]).toMatchObject({
      delivered: false,
      attempts: 1,
      status: 401,
    });
  });

  it('gives up in the end, and says why', async () => {
    const gone = await startReceiver([]);
    await gone.stop();
    await openRequest();
    used.host.webhookTargets.push({
      kind: 'deployment',
      url: gone.url,
      secret,
    });
    await used.host.mergePullRequest('org/config', 1);
    await used.host.webhooksSettled();
    expect(used.host.deliveries).toMatchObject([
      { delivered: false, attempts: 4, error: expect.any(String) },
    ]);
  });
});
