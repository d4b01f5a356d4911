import type { Entity } from '@backstage/catalog-model';
import { apiPaths } from './apiPaths';
import { matchedRoutes, reconcile } from './endpoints';

const api = (definition: string, type = 'openapi'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'payments' },
  spec: { type, definition },
});

const group = (route?: string) => ({
  service: { label: 'service', value: 'payments-api' },
  route: route === undefined ? undefined : { label: 'route', value: route },
});

describe('apiPaths', () => {
  it('has the distinct paths of all definitions', () => {
    const paths = apiPaths([
      api('openapi: 3.1.0\npaths:\n  /payment: {}\n  /checkout: {}\n'),
      api('{"paths": {"/checkout": {}, "/confirm": {}}}'),
    ]);
    expect(paths).toEqual(['/checkout', '/confirm', '/payment']);
    expect(apiPaths([])).toEqual([]);
  });

  it.each([
    ['another type', api('syntax = "proto3"', 'grpc')],
    ['broken YAML', api('paths: [')],
    ['no paths', api('openapi: 3.1.0')],
  ])('does not guess with %s', (_, broken) => {
    expect(() => apiPaths([broken])).toThrow('api:default/payments');
  });
});

describe('matchedRoutes', () => {
  it('names each route once', () => {
    const groups = [group('/b'), group('/a'), group('/b'), group()];
    expect(matchedRoutes(groups, ['route'])).toEqual(['/a', '/b']);
  });

  it('is empty where nothing matches, but unknown where routes have no name', () => {
    expect(matchedRoutes([], ['route'])).toEqual([]);
    expect(() => matchedRoutes([group()], ['route', 'path'])).toThrow(
      'none of the labels route, path',
    );
  });
});

describe('reconcile', () => {
  it('says what stands in one list only, whatever parameters are called', () => {
    expect(
      reconcile(
        ['/orders/:id', '/health', '/checkout/'],
        ['/checkout', '/orders/{orderId}', '/refund'],
      ),
    ).toMatchObject({
      only_matched: ['/health'],
      only_defined: ['/refund'],
    });
  });
});
