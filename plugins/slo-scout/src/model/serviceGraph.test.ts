import { serviceGraph } from './serviceGraph';

const OWN = 'component:default/payments-api';
const LEDGER = 'component:default/ledger';
const WEB = 'component:default/checkout-web';
const API = 'api:default/payments';
const APP = 'component:default/app';
const source = 'catalog';

it('puts what is read and what depends around the service, each edge once', () => {
  const graph = serviceGraph({
    services: { value: [OWN, LEDGER, 'service=cart'], source },
    dependent_chains: {
      value: [
        [OWN, WEB],
        [OWN, WEB, APP],
        [LEDGER, API, APP],
      ],
      source,
    },
  });
  expect(graph.nodes).toEqual([
    { id: OWN, own: true },
    ...[LEDGER, 'service=cart', WEB, APP, API].map(id => ({ id, own: false })),
  ]);
  expect(graph.edges).toEqual([
    { from: OWN, to: LEDGER, relation: 'reads' },
    { from: OWN, to: 'service=cart', relation: 'reads' },
    { from: OWN, to: WEB, relation: 'needed' },
    { from: WEB, to: APP, relation: 'needed' },
    { from: LEDGER, to: API, relation: 'provides' },
    { from: API, to: APP, relation: 'consumed' },
  ]);
});

it('has no edges without neighbours, and nothing where nothing is known', () => {
  expect(serviceGraph({ services: { value: [OWN], source } }).edges).toEqual(
    [],
  );
  expect(serviceGraph({ services: { value: null, source } }).nodes).toEqual([]);
});
