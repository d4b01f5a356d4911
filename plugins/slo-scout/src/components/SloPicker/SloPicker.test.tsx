import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sloScoutApiRef } from '../../api';
import { aLatencySlo, aSlo, ENTITY_REF } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { LazySloPicker, sloPickerSchema, validateSlos } from '.';

const world = () =>
  new InMemorySloScout({
    slos: [
      aSlo(),
      aLatencySlo(),
      aSlo({ name: 'orders', status: 'draft', display_name: 'Orders' }),
      aSlo({ name: 'old', status: 'retired' }),
    ],
  });

/** The field in the form of the scaffolder itself, with its validation. */
async function renderForm(
  options: object,
  {
    backend = world(),
    values = { entityRef: ENTITY_REF },
  }: { backend?: InMemorySloScout; values?: Record<string, unknown> } = {},
) {
  const onCreate = jest.fn(async () => {});
  await renderInTestApp(
    <TestApiProvider apis={[[sloScoutApiRef, backend]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: 'Template',
            steps: [
              {
                title: 'Service',
                schema: {
                  type: 'object',
                  required: ['slos'],
                  properties: {
                    entityRef: { type: 'string', title: 'Service' },
                    slos: {
                      type: 'array',
                      title: 'SLOs of the service',
                      items: { type: 'string' },
                      'ui:field': 'SloScoutSloPicker',
                      'ui:options': options,
                    },
                  },
                },
              },
            ],
          }}
          extensions={[
            {
              name: 'SloScoutSloPicker',
              component: LazySloPicker,
              validation: validateSlos,
              schema: sloPickerSchema.schema,
            },
          ]}
          initialState={values as never}
          onCreate={onCreate}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return { onCreate };
}

const FIELD = { entityField: 'entityRef' };
const box = () => screen.findByRole('textbox', { name: /SLOs of the service/ });
const options = () =>
  screen.getAllByRole('option').map(option => option.textContent);
const review = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));

it('offers the SLOs of the service that the other field has, usable ones first', async () => {
  await renderForm(FIELD);
  await userEvent.click(await box());
  expect(options()).toEqual([
    'checkout_latency_p9599 % over 30dApproved',
    'payment_success_rate99.9 % over 30dApproved',
    'oldIs retiredRetired',
    'ordersWaits for approvalDraft',
  ]);
  const disabled = screen
    .getAllByRole('option')
    .filter(option => option.getAttribute('aria-disabled') === 'true');
  expect(disabled.map(option => option.textContent)).toEqual([
    'oldIs retiredRetired',
    'ordersWaits for approvalDraft',
  ]);
});

it('picks by keyboard after a search by title, and hands the names on', async () => {
  const { onCreate } = await renderForm(
    { entityRef: ENTITY_REF },
    { values: {} },
  );
  await userEvent.type(await box(), 'payments succ');
  expect(options()).toHaveLength(2);
  await userEvent.keyboard('{ArrowDown}{Enter}{Escape}');
  expect(
    screen.getByRole('button', { name: 'payment_success_rate' }),
  ).toBeInTheDocument();
  await review();
  await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
  await waitFor(() =>
    expect(onCreate).toHaveBeenCalledWith({ slos: ['payment_success_rate'] }),
  );
});

it('takes an entity without its kind for a component', async () => {
  const backend = world();
  const asked: jest.SpyInstance = jest.spyOn(backend, 'listSlos');
  await renderForm({ entityRef: 'payments-api' }, { backend, values: {} });
  await box();
  expect(asked).toHaveBeenCalledWith(
    { entity_ref: 'component:default/payments-api' },
    expect.anything(),
  );
});

it('goes on while the service is being typed', async () => {
  await renderForm(FIELD, { values: {} });
  const service = screen.getByRole('textbox', { name: 'Service' });
  await userEvent.type(service, 'component:');
  expect(
    await screen.findByText(/“component:” names no service/),
  ).toBeInTheDocument();
  await userEvent.type(service, 'payments-api');
  expect(await box()).toBeInTheDocument();
});

it('does not let a draft be picked', async () => {
  await renderForm(FIELD);
  await userEvent.type(await box(), 'orders{ArrowDown}{Enter}');
  expect(screen.queryByRole('button', { name: 'orders' })).toBeNull();
});

it('does not go on without an SLO where one is required', async () => {
  await renderForm(FIELD);
  await userEvent.click(await box());
  await userEvent.keyboard('{Escape}');
  await review();
  expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
});

it('takes out what was picked and is not in force, and says so', async () => {
  await renderForm(FIELD, {
    values: { entityRef: ENTITY_REF, slos: ['orders', 'payment_success_rate'] },
  });
  expect(
    await screen.findByText('Taken out, as not in force here: orders'),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'payment_success_rate' }),
  ).toBeInTheDocument();
});

it.each([
  [FIELD, {}, 'Choose the service first: its SLOs are then shown here.'],
  [{}, {}, /names no service: give it entityField or entityRef/],
])('with %j and %j says what to do', async (given, values, words) => {
  await renderForm(given, { values });
  expect(await screen.findByText(words)).toBeInTheDocument();
});

it('says where there are no SLOs, and where none is in force', async () => {
  await renderForm(FIELD, { backend: new InMemorySloScout({ slos: [] }) });
  expect(await screen.findByText(/has no SLOs yet/)).toBeInTheDocument();
  const drafts = [aSlo({ status: 'draft' })];
  await renderForm(FIELD, { backend: new InMemorySloScout({ slos: drafts }) });
  expect(await screen.findByText(/is in force yet/)).toBeInTheDocument();
});

it('shows why the SLOs could not be read, and tries again', async () => {
  const backend = world();
  jest
    .spyOn(backend, 'listSlos')
    .mockRejectedValueOnce(new Error('The portal is away'));
  await renderForm(FIELD, { backend });
  expect((await screen.findAllByText(/The portal is away/))[0]).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await box()).toBeInTheDocument();
});

it('is loading until the SLOs are there', async () => {
  const backend = world();
  jest.spyOn(backend, 'listSlos').mockReturnValue(new Promise(() => {}));
  await renderForm(FIELD, { backend });
  expect(screen.getByRole('status', { name: 'Loading…' })).toBeInTheDocument();
});
