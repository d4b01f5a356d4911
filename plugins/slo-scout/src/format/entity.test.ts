import { actorName, entityLabel, entityName } from './entity';

it('names people shortly and leaves machines as they are', () => {
  expect(actorName('user:default/sre')).toBe('sre');
  expect(actorName('user:emea/sre')).toBe('emea/sre');
  expect(actorName('plugin:slo-scout')).toBe('plugin:slo-scout');
  expect(actorName('user:')).toBe('user:');
});

it('takes the name of an entity', () => {
  expect(entityName('component:default/payments-api')).toBe('payments-api');
  expect(entityName('nonsense')).toBe('nonsense');
});

it('tells entities of the same name apart', () => {
  expect(
    [
      'component:default/ledger',
      'component:emea/ledger',
      'api:default/ledger',
      'resource:emea/ledger',
      'nonsense',
    ].map(ref => entityLabel(ref)),
  ).toEqual([
    'ledger',
    'emea/ledger',
    'api:ledger',
    'resource:emea/ledger',
    'nonsense',
  ]);
  expect(entityLabel('group:default/sre', 'group')).toBe('sre');
  expect(entityLabel('group:emea/sre', 'group')).toBe('emea/sre');
});
