import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { approvedSlo } from '../__testUtils__/approvedFiles';
import { TestPortal } from '../__testUtils__/testPortal';

jest.setTimeout(180_000);

/** Rule tests through the API, without any Prometheus: they need promtool only. */
describe('rule tests of a generation', () => {
  let portal: TestPortal;
  let sloId: string;

  beforeAll(async () => {
    portal = await TestPortal.start({});
    sloId = await approvedSlo(portal);
  });
  afterAll(() => portal?.stop());

  const generate = (artifact_types: string[]) =>
    portal
      .as('author')
      .post('/v1/artifacts/generate', { slo_ids: [sloId], artifact_types });

  const stepsOf = async (id: string) => {
    const { body } = await portal.as('author').get(`/v1/generations/${id}`);
    const steps: Array<{ name: string; status: string; detail?: string }> =
      body.generation.steps;
    return steps.find(({ name }) => name === 'rule_tests');
  };

  it('run against rules that were not chosen', async () => {
    const { body, status } = await generate(['rule_test']);
    expect(status).toBe(201);
    const artifacts: Artifact[] = body.artifacts;
    expect(artifacts.length).toBeGreaterThan(3);
    for (const artifact of artifacts) {
      expect(artifact).toMatchObject({
        type: 'rule_test',
        validation_status: 'passed',
        validation_errors: [],
      });
    }
    expect(await stepsOf(body.generation_id)).toMatchObject({
      status: 'done',
      detail: `${artifacts.length} of ${artifacts.length} files passed`,
    });
  });

  it('say nothing of rules that only the missing Prometheus leaves in doubt', async () => {
    const { body } = await generate(['alert_rule', 'rule_test']);
    const [alerts]: Artifact[] = body.artifacts.filter(
      (artifact: Artifact) => artifact.type === 'alert_rule',
    );
    expect(alerts.validation_status).toBe('inconclusive');
    expect(alerts.validation_errors.map(e => e.validator)).not.toContain(
      'rule_tests',
    );
    expect(await stepsOf(body.generation_id)).toMatchObject({ status: 'done' });
  });
});
