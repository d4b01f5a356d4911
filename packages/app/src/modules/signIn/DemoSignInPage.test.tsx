import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DemoSignInPage } from './DemoSignInPage';

const users = [
  { name: 'author', title: 'Author', description: 'Owns payments-api.' },
  { name: 'sre', title: 'SRE', description: 'May approve.' },
];

const session = {
  profile: { displayName: 'Sam Sre' },
  backstageIdentity: {
    token: 'header.e30.signature',
    identity: {
      type: 'user',
      userEntityRef: 'user:default/sre',
      ownershipEntityRefs: ['user:default/sre', 'group:default/sre'],
    },
  },
};

const fetchMock = jest.fn<Promise<Response>, Parameters<typeof fetch>>();
const originalFetch = global.fetch;

function answer(status: number, body: unknown) {
  fetchMock.mockImplementation(
    async () =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      }),
  );
}

function setUp(providers: object = { demo: { users } }) {
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  renderInTestApp(<DemoSignInPage onSignInSuccess={onSignInSuccess} />, {
    config: {
      backend: { baseUrl: 'http://localhost:7007' },
      auth: { providers },
    },
  });
  return onSignInSuccess;
}

const button = (name: string) =>
  screen.findByRole('button', { name: `Sign in as ${name}` });

describe('DemoSignInPage', () => {
  beforeEach(() => {
    window.sessionStorage.clear();
    fetchMock.mockReset();
    global.fetch = fetchMock;
  });

  afterAll(() => {
    global.fetch = originalFetch;
  });

  it('lists the people of the configuration with what they may do', async () => {
    setUp();

    expect(await button('author')).toHaveAccessibleDescription(
      'Owns payments-api.',
    );
    expect(await button('sre')).toHaveAccessibleDescription('May approve.');
    expect(fetchMock).not.toHaveBeenCalled();
  });

  it('signs in as the chosen person', async () => {
    answer(200, session);
    const onSignInSuccess = setUp();

    await userEvent.click(await button('sre'));

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    const [url, init] = fetchMock.mock.calls[0];
    expect(url).toMatch(/\/api\/auth\/demo\/refresh$/);
    expect(new Headers(init?.headers).get('x-demo-user')).toBe('sre');
    const [identity] = onSignInSuccess.mock.calls[0];
    await expect(identity.getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/sre',
    });
  });

  it('keeps the person over a reload, until they sign out', async () => {
    answer(200, session);
    const before = setUp();
    await userEvent.click(await button('sre'));
    await waitFor(() => expect(before).toHaveBeenCalled());

    const after = setUp();
    await waitFor(() => expect(after).toHaveBeenCalled());

    await after.mock.calls[0][0].signOut();
    setUp();
    expect(await button('author')).toBeInTheDocument();
  });

  it("shows the server's words where sign-in fails, and leads back", async () => {
    answer(401, {
      error: {
        name: 'AuthenticationError',
        message: 'The catalog has no user "sre".',
      },
      response: { statusCode: 401 },
    });
    const onSignInSuccess = setUp();
    await userEvent.click(await button('sre'));

    expect(
      (await screen.findAllByText(/The catalog has no user "sre"/))[0],
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Back to the list' }),
    );

    expect(await button('author')).toBeInTheDocument();
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });

  it('lets nobody in where the demo provider is not configured', async () => {
    window.sessionStorage.setItem('slo-scout.demo-user', 'sre');
    setUp({});

    expect(
      await screen.findByText('Nobody can sign in here'),
    ).toBeInTheDocument();
    expect(fetchMock).not.toHaveBeenCalled();
  });
});
