import { ActionWorld } from './__testUtils__/ActionWorld';

jest.setTimeout(120_000);

describe('actions that lead to people', () => {
  let world: ActionWorld;
  beforeAll(async () => {
    world = await ActionWorld.start();
  });
  afterAll(() => world?.portal.stop());

  it('explain-refusal names limit, measured value and who may let it pass', async () => {
    const artifact_ids = await world.generate(['recording_rule', 'alert_rule']);
    const before = await world.portal.contents();
    const told = await world.output('sre', 'explain-refusal', { artifact_ids });
    expect(await world.portal.contents()).toEqual(before);
    expect(told).toMatchObject({ refused: true, environment: 'production' });
    expect(told.violations[0]).toMatchObject({
      invariant: 'two_files',
      effect: 'blocks',
      override: 'senior_sre_approval',
      may_permit: ['group:default/senior-sre'],
    });
    expect(told.summary).toContain('One file at a time.');
    expect(told.summary).toContain(
      'senior sre approval, which members of group:default/senior-sre may give',
    );
  });

  it('explain-refusal says of an owner that others approve', async () => {
    const artifact_ids = await world.generate(['recording_rule']);
    const told = await world.output('author', 'explain-refusal', {
      artifact_ids,
    });
    const blocking = told.violations.filter(
      ({ effect }: { effect: string }) => effect === 'blocks',
    );
    expect(blocking).toMatchObject([
      { invariant: 'approval_required', limit: 'true', measured: 'false' },
    ]);
    expect(blocking[0].sentence).toContain('by request-approval');
  });

  it('request-approval asks those who may approve, and approves nothing', async () => {
    const artifact_ids = await world.generate(['recording_rule']);
    world.portal.notes.length = 0;
    const entries = await world.audited(async () => {
      const answer = await world.output('author', 'request-approval', {
        artifact_ids,
        message: 'The rules of the new service.',
      });
      expect(answer).toMatchObject({
        asked: ['group:default/sre', 'group:default/senior-sre'],
        link: '/catalog/default/component/payments-api/slo-scout',
      });
    });
    expect(entries).toEqual(['approval_requested user:default/author']);
    expect(world.portal.notes).toMatchObject([
      {
        recipients: {
          entityRef: ['group:default/sre', 'group:default/senior-sre'],
          excludeEntityRef: ['user:default/author'],
        },
        payload: {
          description:
            'user:default/author asks you to look at 1 file for production. The rules of the new service.',
        },
      },
    ]);
    const { body } = await world.portal
      .as('author')
      .get(`/v1/artifacts/${artifact_ids[0]}`);
    expect(body.artifact.approval_status).toBe('pending');
  });

  it('request-approval wakes nobody for what policy refuses or is approved already', async () => {
    const both = await world.generate(['recording_rule', 'alert_rule']);
    world.portal.notes.length = 0;
    expect(
      await world.refusal(world.portal.as('author'), 'request-approval', {
        artifact_ids: both,
      }),
    ).toEqual([
      409,
      'Whoever approved would be refused: One file at a time. Change the SLOs, or ask for an override first.',
    ]);
    const [one] = await world.generate(['recording_rule']);
    await world.portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: [one] });
    const [status, message] = await world.refusal(
      world.portal.as('author'),
      'request-approval',
      { artifact_ids: [one] },
    );
    expect([status, message]).toEqual([
      409,
      'All of these files are approved already. There is nothing to ask for.',
    ]);
    expect(world.portal.notes).toEqual([]);
  });
});
