import { translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiRegistry } from '@backstage/test-utils';
import { sloScoutApiRef } from '../../api';
import { aSlo, ENTITY_REF } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { validateSlos } from './validate';

async function faults(
  picked: string[],
  formData: Record<string, string> = { service: ENTITY_REF },
  backend = new InMemorySloScout({
    slos: [aSlo(), aSlo({ name: 'orders', status: 'draft' })],
  }),
) {
  const errors: string[] = [];
  await validateSlos(
    picked,
    { addError: (text: string) => errors.push(text) } as never,
    {
      apiHolder: TestApiRegistry.from(
        [sloScoutApiRef, backend],
        [translationApiRef, mockApis.translation()],
      ),
      formData,
      schema: {},
      uiSchema: { 'ui:options': { entityField: 'service' } } as never,
    },
  );
  return errors;
}

it('lets pass what is in force, and nothing at all', async () => {
  expect(await faults(['payment_success_rate'])).toEqual([]);
  expect(await faults([])).toEqual([]);
});

it('refuses a draft and what the service does not have', async () => {
  expect(await faults(['orders', 'payment_success_rate', 'nothing'])).toEqual([
    `orders, nothing cannot be used for ${ENTITY_REF}: take it out, or have it approved.`,
  ]);
});

it('refuses picks without a service', async () => {
  expect(await faults(['payment_success_rate'], {})).toEqual([
    'Choose the service first: its SLOs are then shown here.',
  ]);
});

it.each(['component:', 'component:default/'])(
  'refuses the service “%s”',
  async service => {
    expect(await faults(['payment_success_rate'], { service })).toEqual([
      `“${service}” names no service. Write it like component:default/payments-api.`,
    ]);
  },
);

it('does not pass what it could not check', async () => {
  const away = new InMemorySloScout({});
  jest.spyOn(away, 'listSlos').mockRejectedValue(new Error('away'));
  expect(
    await faults(['payment_success_rate'], { service: ENTITY_REF }, away),
  ).toEqual([`The SLOs of ${ENTITY_REF} could not be read: away`]);
});
