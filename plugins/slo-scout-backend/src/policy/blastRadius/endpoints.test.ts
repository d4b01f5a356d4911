import type { Entity } from '@backstage/catalog-model';
import { endpointsOf } from './endpoints';

const api = (definition: string, type = 'openapi'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'payments' },
  spec: { type, definition },
});

describe('endpointsOf', () => {
  it('counts the distinct paths of all definitions', () => {
    const measured = endpointsOf([
      api('openapi: 3.1.0\npaths:\n  /payment: {}\n  /checkout: {}\n'),
      api('{"paths": {"/checkout": {}, "/confirm": {}}}'),
    ]);
    expect(measured.value).toEqual(['/checkout', '/confirm', '/payment']);
  });

  it('is empty, not unknown, where the service provides no API', () => {
    expect(endpointsOf([]).value).toEqual([]);
  });

  it.each([
    ['another type', api('syntax = "proto3"', 'grpc')],
    ['broken YAML', api('paths: [')],
    ['no paths', api('openapi: 3.1.0')],
  ])('is unknown with %s', (_, broken) => {
    expect(endpointsOf([broken])).toMatchObject({
      value: null,
      unknown_reason: expect.stringContaining('api:default/payments'),
    });
  });
});
