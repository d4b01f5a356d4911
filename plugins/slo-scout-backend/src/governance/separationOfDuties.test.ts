import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleDocument } from '../__testUtils__/examples';
import { RELAXED } from '../__testUtils__/relaxedPolicy';
import {
  PAYMENTS,
  TestPortal,
  type TestUser,
} from '../__testUtils__/testPortal';

jest.setTimeout(60_000);

describe('separation of duties', () => {
  let portal: TestPortal;
  afterEach(() => portal?.stop());

  const start = async (separationOfDuties?: boolean) => {
    portal = await TestPortal.start({
      config: {
        roles: {
          approver: ['group:default/sre'],
          seniorSre: ['group:default/senior-sre'],
        },
        policy: {
          ...(separationOfDuties === undefined ? {} : { separationOfDuties }),
          ...RELAXED,
        },
      },
    });
  };
  const bundle = async (writer: TestUser, generator: TestUser) => {
    const { body } = await portal.as(writer).post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name: 'success' }),
    });
    const [{ id }] = body.slos;
    await portal.as('senior').patch(`/v1/slos/${id}`, { action: 'approve' });
    const generated = await portal
      .as(generator)
      .post('/v1/artifacts/generate', {
        slo_ids: [id],
        artifact_types: ['recording_rule'],
      });
    const artifacts = generated.body.artifacts as Artifact[];
    return artifacts.map(artifact => artifact.id);
  };
  const approve = (ids: string[], user: TestUser) =>
    portal.as(user).post('/v1/artifacts/approve', { artifact_ids: ids });

  it('is not asked for by default', async () => {
    await start();
    const ids = await bundle('sre', 'sre');
    expect((await approve(ids, 'sre')).status).toBe(200);
  });

  it.each<[string, TestUser, TestUser, string]>([
    ['generated the files', 'author', 'sre', 'generated prometheus/'],
    ['wrote the SLO', 'sre', 'author', 'wrote revision 1 of success'],
  ])('keeps who %s from approving', async (_, writer, generator, because) => {
    await start(true);
    const ids = await bundle(writer, generator);
    const refused = await approve(ids, 'sre');
    expect(refused.status).toBe(403);
    expect(refused.body.decision.violations).toMatchObject([
      {
        invariant: 'separation_of_duties',
        message: expect.stringContaining(because),
        required_override: null,
      },
    ]);
    expect((await approve(ids, 'senior')).status).toBe(200);
  });

  it('takes somebody who generated the same again for an author', async () => {
    await start(true);
    const ids = await bundle('author', 'author');
    expect(await bundle('author', 'sre')).toEqual(ids);
    expect((await approve(ids, 'sre')).status).toBe(403);
  });
});
