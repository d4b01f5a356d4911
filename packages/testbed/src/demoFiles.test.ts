import {
  Entity,
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { readFileSync } from 'fs';
import { join } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { demoPlatformDirectory } from './demoFiles';
import { WORLD_SERVICES } from './world';

function readDocuments<T>(file: string): T[] {
  const text = readFileSync(join(demoPlatformDirectory, file), 'utf8');
  return parseAllDocuments(text).map(document => document.toJS());
}

const VALIDATORS = [
  systemEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  apiEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];

describe('the demo platform repository', () => {
  const entities = [
    ...readDocuments<Entity>('catalog-info.yaml'),
    ...readDocuments<Entity>('org.yaml'),
  ];
  const refs = entities.map(entity => stringifyEntityRef(entity));
  const find = (ref: string) =>
    entities.find(entity => stringifyEntityRef(entity) === ref);

  it.each(refs)('%s is a valid catalog entity', async ref => {
    const entity = find(ref) as Entity;
    const verdicts = await Promise.all(
      VALIDATORS.map(validator => validator.check(entity)),
    );
    expect(verdicts.filter(Boolean)).toHaveLength(1);
  });

  it('refers to nothing that is missing', () => {
    const owners = entities.flatMap(({ spec }) => spec?.owner ?? []);
    expect(owners).toHaveLength(6);
    expect(refs).toEqual(expect.arrayContaining(owners));

    const groups = entities.flatMap(({ spec }) => spec?.memberOf ?? []);
    expect(groups).toHaveLength(7);
    expect(refs).toEqual(
      expect.arrayContaining(groups.map(name => `group:default/${name}`)),
    );
  });

  it('has a component for each service of the world, and the routes of its API', () => {
    for (const { name } of WORLD_SERVICES) {
      expect(refs).toContain(`component:default/${name}`);
    }
    const definition = find('api:default/payments-api')?.spec?.definition;
    expect(Object.keys(parse(String(definition)).paths)).toEqual([
      '/checkout',
      '/payment',
      '/confirm',
    ]);
  });

  it('keeps its SLO documents where the annotation says', () => {
    const file = find('component:default/payments-api')?.metadata.annotations?.[
      'slo-scout.io/documents'
    ];
    const slos = readDocuments<Entity>(String(file)).filter(
      document => document.kind === 'SLO',
    );
    expect(slos.map(slo => [slo.metadata.name, slo.metadata.labels])).toEqual([
      ['checkout_latency_p95', { severity: 'high' }],
      ['payment_success_rate', { severity: 'critical' }],
      ['confirm_latency_p95', { severity: 'medium' }],
    ]);
  });
});
