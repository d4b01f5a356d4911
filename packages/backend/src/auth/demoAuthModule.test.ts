import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { demoAuthModule } from './demoAuthModule';

const sre: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'sre', namespace: 'default' },
  spec: { profile: { displayName: 'Sam Sre', email: 'sre@acme.example' } },
  relations: [
    { type: 'memberOf', targetRef: 'group:default/sre' },
    { type: 'memberOf', targetRef: 'group:default/platform' },
  ],
};

async function setUp(providers: object = { demo: {} }) {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      demoAuthModule,
      catalogServiceMock.factory({ entities: [sre] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
          auth: { providers },
        },
      }),
    ],
  });
  return async (headers: Record<string, string>) => {
    const response = await fetch(
      `http://localhost:${server.port()}/api/auth/demo/refresh`,
      { headers },
    );
    return { status: response.status, body: await response.json() };
  };
}

describe('auth provider demo', () => {
  it('gives a token for a catalog user, with the groups as ownership', async () => {
    const signIn = await setUp();

    const { status, body } = await signIn({ 'x-demo-user': 'sre' });

    expect(status).toBe(200);
    expect(body.profile).toEqual({
      displayName: 'Sam Sre',
      email: 'sre@acme.example',
    });
    expect(body.backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/sre',
      ownershipEntityRefs: [
        'user:default/sre',
        'group:default/sre',
        'group:default/platform',
      ],
    });
    expect(claimsOf(body.backstageIdentity.token)).toMatchObject({
      sub: 'user:default/sre',
    });
  });

  it.each([
    ['no header', {}, /Say who you are with the header x-demo-user/],
    ['an unknown user', { 'x-demo-user': 'nobody' }, /has no user "nobody"/],
    ['another kind', { 'x-demo-user': 'group:default/sre' }, /plain name/],
    ['a path', { 'x-demo-user': '../../sre' }, /plain name/],
    ['300 characters', { 'x-demo-user': 'a'.repeat(300) }, /plain name/],
  ])('refuses %s', async (_, headers: Record<string, string>, message) => {
    const signIn = await setUp();

    const { status, body } = await signIn(headers);

    expect(status).toBe(401);
    expect(body.error.message).toMatch(message);
  });

  it('does not exist where it is not configured', async () => {
    const signIn = await setUp({});

    const { status } = await signIn({ 'x-demo-user': 'sre' });

    expect(status).toBe(404);
  });
});

function claimsOf(token: string): unknown {
  const [, payload] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}
