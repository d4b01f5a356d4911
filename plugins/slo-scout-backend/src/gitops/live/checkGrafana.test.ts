import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GrafanaClient } from '../../grafana/GrafanaClient';
import { checkGrafana } from './checkGrafana';

// There is no Grafana among the packages of this machine: its answers are those
// of its HTTP API documentation.
describe('the dashboard in Grafana', () => {
  let server: Server;
  let client: GrafanaClient;
  let answer: { status: number; body: string };
  let asked: Array<{
    method?: string;
    url?: string;
    auth?: string;
    body: string;
  }>;

  beforeAll(async () => {
    server = createServer((req, res) => {
      let body = '';
      req.on('data', chunk => {
        body += chunk;
      });
      req.on('end', () => {
        const { method, url, headers } = req;
        asked.push({ method, url, auth: headers.authorization, body });
        res.writeHead(answer.status).end(answer.body);
      });
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    const { port } = server.address() as AddressInfo;
    client = new GrafanaClient({
      url: `http://127.0.0.1:${port}/grafana/`,
      token: 'secret',
    });
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => new Promise(done => server.close(done)));

  const dashboard = (description: string) => [
    {
      type: 'grafana_dashboard' as const,
      path: 'grafana/dashboards/a.json',
      content: JSON.stringify({ uid: 'slo-1', description }),
    },
  ];
  const brought = (description: string) => ({
    ...{ gone: [], standing: [] },
    brought: dashboard(description),
  });
  const has = (description: string) => {
    answer = {
      status: 200,
      body: JSON.stringify({
        dashboard: { description, panels: [] },
        meta: {},
      }),
    };
  };

  it('is as approved where its description names the same revisions', async () => {
    has('slo: a revision 2 sha256 c0ffee');
    expect(
      await checkGrafana(brought('slo: a revision 2 sha256 c0ffee'), client),
    ).toEqual({ state: 'as_approved', details: [] });
    expect(asked).toMatchObject([
      {
        method: 'GET',
        url: '/grafana/api/dashboards/uid/slo-1',
        auth: 'Bearer secret',
      },
    ]);
  });

  it('is different where it is of another revision, or not there', async () => {
    has('slo: a revision 1 sha256 c0ffee');
    expect(await checkGrafana(brought('slo: a revision 2'), client)).toEqual({
      state: 'different',
      details: ['grafana/dashboards/a.json: Grafana has another version of it'],
      details_coded: [
        {
          code: 'standing.dashboard_version',
          values: { path: 'grafana/dashboards/a.json' },
        },
      ],
    });
    answer = { status: 404, body: '{"message":"Dashboard not found"}' };
    expect(
      await checkGrafana(brought('slo: a revision 2'), client),
    ).toMatchObject({ state: 'different' });
  });

  it.each([
    [401, '{"message":"Invalid API key"}', /HTTP 401.*Invalid API key/],
    [200, '<html>sign in</html>', /not JSON/],
    [200, '{}', /without a dashboard/],
  ])('is unknown after HTTP %s %s', async (status, body, reason) => {
    answer = { status, body };
    expect(await checkGrafana(brought('x'), client)).toEqual({
      state: 'unknown',
      details: [expect.stringMatching(reason)],
      // What Grafana has said.
      details_coded: [null],
    });
  });

  it('is unknown where Grafana is away', async () => {
    const away = new GrafanaClient({ url: 'http://127.0.0.1:9', token: 'x' });
    expect(await checkGrafana(brought('x'), away)).toEqual({
      state: 'unknown',
      details: [expect.stringMatching(/cannot be asked/)],
      details_coded: [null],
    });
  });

  it('is not asked for without a client or a dashboard', async () => {
    expect(await checkGrafana(brought('x'), undefined)).toBeNull();
    expect(
      await checkGrafana({ brought: [], gone: [], standing: [] }, client),
    ).toBeNull();
  });

  it('takes marks', async () => {
    answer = { status: 200, body: '{"message":"Annotation added","id":1}' };
    const mark = { text: 'deployed', tags: ['deployment', 'a'], time: 1000 };
    await client.mark(mark);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      url: '/grafana/api/annotations',
    });
    expect(JSON.parse(asked[0].body)).toEqual(mark);
  });
});
