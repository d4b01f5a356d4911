import { exampleDocument } from './__testUtils__/examples';
import { PAYMENTS, TestPortal } from './__testUtils__/testPortal';

jest.setTimeout(60_000);

const BOMB = `a: &a [x,x,x,x,x,x,x,x,x,x]
${[...'bcdefghi']
  .map((name, i) => {
    const former = 'abcdefghi'[i];
    return `${name}: &${name} [${Array(10).fill(`*${former}`).join(',')}]`;
  })
  .join('\n')}
`;

describe('bad input', () => {
  let portal: TestPortal;
  let draftId: string;
  let before: Awaited<ReturnType<TestPortal['contents']>>;

  beforeAll(async () => {
    portal = await TestPortal.start({});
    const { body } = await portal
      .as('author')
      .post('/v1/slos', { entity_ref: PAYMENTS, document: exampleDocument() });
    draftId = body.slos[0].id;
    before = await portal.contents();
  });

  afterAll(() => portal?.stop());

  const unchanged = async () => expect(await portal.contents()).toEqual(before);
  const post = (document: string, entityRef = PAYMENTS) =>
    portal.as('author').post('/v1/slos', { entity_ref: entityRef, document });

  it('names every fault of a document by its path, and stores none of it', async () => {
    const { status, body } = await post(
      `${exampleDocument({ name: 'fine' })}---${exampleDocument({
        name: '../../x',
      })}---${exampleDocument({
        name: 'other',
        target: 1.5,
      })}`,
    );
    expect(status).toBe(400);
    expect(body.details).toEqual([
      {
        path: 'document[1].metadata.name',
        message: expect.any(String),
      },
      {
        path: 'document[2].spec.objectives[0].target',
        message: expect.any(String),
      },
    ]);
    await unchanged();
  });

  it.each([
    ['a path', '../../x'],
    ['quotes', 'a"b\'c'],
    ['a line break', 'a\nb'],
    ['a shell command', '$(reboot)'],
    ['300 characters', 'x'.repeat(300)],
    ['nothing', ''],
  ])('refuses a name with %s', async (_, name) => {
    const { status, body } = await post(exampleDocument({ name }));
    expect(status).toBe(400);
    expect(body.details[0].path).toBe('document[0].metadata.name');
    await unchanged();
  });

  it.each([
    ['a YAML bomb', BOMB],
    [
      'a document over 1 MB',
      `# ${'x'.repeat(1_100_000)}\n${exampleDocument()}`,
    ],
    ['a body over 3 MB', 'x'.repeat(3_500_000)],
    ['broken YAML', 'kind: ['],
    [
      'no SLO',
      'apiVersion: openslo/v1\nkind: Service\nmetadata: { name: a }\nspec: {}',
    ],
    ['something else', 'hello: world'],
    [
      'a NUL, which PostgreSQL cannot store',
      exampleDocument().replace('good_', '\0'),
    ],
  ])('refuses %s', async (_, document) => {
    const { status } = await post(document);
    expect([400, 413]).toContain(status);
    await unchanged();
  });

  it.each([
    ['an entity that does not exist', 'component:default/nowhere', 404],
    ['what is no entity ref', 'not an entity', 400],
    ['an entity that somebody else owns', 'component:default/ledger', 403],
  ])('refuses %s', async (_, entityRef, expected) => {
    expect((await post(exampleDocument(), entityRef)).status).toBe(expected);
    await unchanged();
  });

  it.each([
    ['no SLOs', { slo_ids: [], artifact_types: ['runbook'] }, 400],
    ['no types', { slo_ids: ['x'], artifact_types: [] }, 400],
    ['an unknown type', { slo_ids: ['x'], artifact_types: ['spell'] }, 400],
    ['an unknown SLO', { slo_ids: ['x'], artifact_types: ['runbook'] }, 404],
    ['a missing field', { slo_ids: ['x'] }, 400],
    [
      'an unknown field',
      { slo_ids: ['x'], artifact_types: ['runbook'], force: true },
      400,
    ],
    ['text for a list', { slo_ids: 'x', artifact_types: ['runbook'] }, 400],
  ])('generates nothing for %s', async (_, body, expected) => {
    const answer = await portal
      .as('author')
      .post('/v1/artifacts/generate', body);
    expect(answer.status).toBe(expected);
    expect(answer.body.error.message).toEqual(expect.any(String));
    await unchanged();
  });

  it('generates nothing for an environment without a target', async () => {
    const { status, body } = await portal
      .as('author')
      .post('/v1/artifacts/generate', {
        slo_ids: [draftId],
        artifact_types: ['runbook'],
        environment: 'moon',
      });
    expect(status).toBe(400);
    expect(body.error.message).toContain('moon');
    await unchanged();
  });

  it.each([
    ['PATCH', '/v1/slos/unknown', { action: 'approve' }, 404],
    ['PATCH', '/v1/slos/unknown', { action: 'delete' }, 400],
    ['PATCH', '/v1/artifacts/unknown', { action: 'approve' }, 404],
    ['PATCH', '/v1/artifacts/unknown', { action: 'reject' }, 400],
    ['POST', '/v1/artifacts/approve', { artifact_ids: ['unknown'] }, 404],
    ['POST', '/v1/artifacts/approve', { artifact_ids: [] }, 400],
    ['POST', '/v1/policy/evaluate', { artifact_ids: ['unknown'] }, 404],
    [
      'POST',
      '/v1/pr',
      { artifact_ids: ['unknown'], environment: 'production' },
      404,
    ],
    ['POST', '/v1/pr', { artifact_ids: ['unknown'] }, 400],
    ['GET', '/v1/artifacts/unknown', undefined, 404],
    ['GET', '/v1/generations/unknown', undefined, 404],
    ['DELETE', '/v1/generations/unknown', undefined, 404],
    ['GET', '/v1/deployments/unknown', undefined, 404],
    ['GET', '/v1/slos', undefined, 400],
    ['GET', '/v1/audit?limit=100000', undefined, 400],
    ['GET', '/v1/audit?from=yesterday', undefined, 400],
    ['GET', '/v1/audit?to=2026-02-31T00:00:00Z', undefined, 400],
    [
      'GET',
      '/v1/audit?from=2026-11-23T12:00:00Z&to=2026-11-23T11:00:00Z',
      undefined,
      400,
    ],
    ['GET', '/v1/artifacts?colour=red', undefined, 400],
  ] as const)('%s %s %j: %d', async (method, path, body, expected) => {
    const caller = portal.as('sre');
    const calls = {
      GET: () => caller.get(path),
      DELETE: () => caller.delete(path),
      POST: () => caller.post(path, body ?? {}),
      PATCH: () => caller.patch(path, body ?? {}),
    };
    const answer = await calls[method]();
    expect(answer.status).toBe(expected);
    expect(answer.body.error.message).toEqual(expect.any(String));
    await unchanged();
  });

  it.each([
    ['POST', '/v1/slos', { entity_ref: PAYMENTS, document: exampleDocument() }],
    [
      'POST',
      '/v1/artifacts/generate',
      () => ({ slo_ids: [draftId], artifact_types: ['runbook'] }),
    ],
    ['PATCH', () => `/v1/slos/${draftId}`, { action: 'approve' }],
    ['PATCH', () => `/v1/slos/${draftId}`, { action: 'retire' }],
  ] as const)(
    'refuses a stranger and a service: %s %s',
    async (method, path, body) => {
      for (const caller of [portal.as('stranger'), portal.asService()]) {
        const url = typeof path === 'function' ? path() : path;
        const content = typeof body === 'function' ? body() : body;
        const { status } =
          method === 'POST'
            ? await caller.post(url, content)
            : await caller.patch(url, content);
        expect(status).toBe(403);
      }
      const nobody = await portal
        .asNobody()
        .get(`/v1/slos?entity_ref=${PAYMENTS}`);
      expect(nobody.status).toBe(401);
      await unchanged();
    },
  );

  it('answers 401 to unsigned and malformed webhooks', async () => {
    const answer = await portal
      .asNobody()
      .post('/v1/webhooks/deployment', { repo: 'a/b', pr_number: 1 });
    expect(answer.status).toBe(401);
    await unchanged();
  });

  it('serves its contract', async () => {
    const { body } = await portal.as('sre').get('/openapi.json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('/v1/artifacts/generate'),
      ]),
    );
  });
});

describe('PromQL that does not parse', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await TestPortal.start({});
  });

  afterAll(() => portal?.stop());

  it('is a draft with a warning, then 400 in promtool’s words, stored and audited', async () => {
    const document = exampleDocument().replace(
      'good_total',
      '"sum(rate(good_total[5m])"',
    );
    const created = await portal
      .as('author')
      .post('/v1/slos', { entity_ref: PAYMENTS, document });
    expect(created.status).toBe(201);
    expect(created.body.warnings).toHaveLength(1);
    const [{ id }] = created.body.slos;
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });

    const { status, body } = await portal
      .as('author')
      .post('/v1/artifacts/generate', {
        slo_ids: [id],
        artifact_types: ['recording_rule', 'alert_rule'],
      });
    expect(status).toBe(400);
    expect(body.error.message).toContain('promtool validation failed');
    const [recording] = body.artifacts;
    expect(recording).toMatchObject({
      validation_status: 'failed',
      validation_errors: expect.arrayContaining([
        expect.objectContaining({
          validator: 'promtool',
          message: expect.stringContaining('payments_api_slis.yaml'),
        }),
      ]),
    });
    const stored = await portal
      .as('author')
      .get(`/v1/artifacts/${recording.id}`);
    expect(stored.body.artifact.validation_status).toBe('failed');
    const { body: audit } = await portal.as('sre').get('/v1/audit?limit=1');
    expect(audit.entries[0]).toMatchObject({ action: 'generation_failed' });

    const approval = await portal
      .as('sre')
      .patch(`/v1/artifacts/${recording.id}`, { action: 'approve' });
    expect(approval.status).toBe(409);

    const corrected = await portal
      .as('author')
      .post('/v1/slos', { entity_ref: PAYMENTS, document: exampleDocument() });
    expect(corrected.body.slos[0]).toMatchObject({
      id,
      revision: 1,
      draft: { revision: 2, status: 'draft' },
    });
  });
});
