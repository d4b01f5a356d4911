import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  SLO_SCOUT_ANNOTATIONS,
  type SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import request from 'supertest';
import { parse } from 'yaml';
import { input, slo } from './generators/__fixtures__/paymentsApi';
import { generateRules } from './generators/__testUtils__/rules';
import { readDocuments } from './slos/documents';
import { checkRules } from './testing/promtool';

jest.setTimeout(120_000);

const folder = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  '../../templates/new-service',
);
const CONTENT = [
  'content/catalog-info.yaml.njk',
  'content/slos/${{ values.name }}.yaml.njk',
];
const NAME = 'payments-api';
const VALUES = {
  ...{ name: NAME, owner: 'group:default/payments-team' },
  ...{ lifecycle: 'production', metrics: 'http', availability: 0.999 },
  ...{ latencySeconds: '0.5', latencyTarget: 0.99 },
  repoUrl: 'git.example.org?owner=acme&repo=payments-api',
};

describe('the template templates/new-service', () => {
  let backend: TestBackend;
  beforeAll(async () => {
    const author = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'author', namespace: 'default' },
      spec: {},
    };
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        catalogServiceMock.factory({ entities: [author] }),
      ],
    });
  });
  afterAll(() => backend?.stop());

  /** The files of a service, written by the scaffolder itself. */
  async function render(values: object): Promise<Record<string, string>> {
    const template = parse(
      readFileSync(join(folder, 'template.yaml'), 'utf8'),
    ) as { spec: { steps: Array<{ action: string }>; output?: object } };
    // What follows talks to a Git host that a dry run must not change.
    template.spec.steps = template.spec.steps.filter(
      ({ action }) => action === 'fetch:template',
    );
    delete template.spec.output;
    const { status, body } = await request(backend.server)
      .post('/api/scaffolder/v2/dry-run')
      .set('authorization', mockCredentials.user.header('user:default/author'))
      .send({
        template,
        values,
        directoryContents: CONTENT.map(path => ({
          path,
          base64Content: readFileSync(join(folder, path), 'base64'),
        })),
      });
    if (status !== 200) throw new Error(JSON.stringify(body));
    const files = body.directoryContents as Array<{
      path: string;
      base64Content: string;
    }>;
    return Object.fromEntries(
      files.map(({ path, base64Content }) => [
        path,
        Buffer.from(base64Content, 'base64').toString('utf8'),
      ]),
    );
  }

  it('writes an entity that names its SLO document', async () => {
    const files = await render({ ...VALUES, description: 'Pays: "now" # ok' });
    expect(Object.keys(files).sort()).toEqual([
      'catalog-info.yaml',
      'slos/payments-api.yaml',
    ]);
    const entity = parse(files['catalog-info.yaml']) as Entity;
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: NAME,
        description: 'Pays: "now" # ok',
        annotations: {
          [SLO_SCOUT_ANNOTATIONS.documents]: './slos/payments-api.yaml',
        },
      },
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner: 'group:default/payments-team',
      },
    });
  });

  const objectives = (slos: SloSpec[]) =>
    slos.map(({ name, objective }) => [name, objective]);

  it.each(['http', 'grpc', 'otel'])(
    'writes SLOs for %s that are read without a warning, and whose rules promtool accepts',
    async metrics => {
      const files = await render({ ...VALUES, metrics });
      const { slos, warnings } = readDocuments(
        files['slos/payments-api.yaml'],
        { service: NAME },
      );
      expect(warnings).toEqual([]);
      expect(objectives(slos)).toEqual([
        ['availability', 0.999],
        ['latency', 0.99],
      ]);
      const rules = generateRules(input(slos.map(draft => slo(draft))));
      expect(rules.files.length).toBeGreaterThan(1);
      const checked = await checkRules(
        Object.fromEntries(
          rules.files.map(file => [file.path.split('/').at(-1)!, file.content]),
        ),
      );
      expect(checked).toMatchObject({ exitCode: 0 });
      expect(checked.output).toContain('SUCCESS');
    },
  );

  it('takes every bound of latency that it offers', async () => {
    const { spec } = parse(readFileSync(join(folder, 'template.yaml'), 'utf8'));
    const bounds: string[] = spec.parameters[1].properties.latencySeconds.enum;
    expect(bounds.length).toBeGreaterThan(1);
    for (const latencySeconds of bounds) {
      const files = await render({ ...VALUES, latencySeconds });
      const { warnings } = readDocuments(files['slos/payments-api.yaml'], {
        service: NAME,
      });
      expect(warnings).toEqual([]);
    }
  });

  it.each([
    ['a name that no entity may have', { name: 'Payments API' }],
    ['metrics that it does not know', { metrics: 'statsd' }],
    ['an objective that nothing can miss', { availability: 1 }],
  ])('refuses %s', async (_, values) => {
    await expect(render({ ...VALUES, ...values })).rejects.toThrow(/errors/);
  });
});
