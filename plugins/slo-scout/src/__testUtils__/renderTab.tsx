import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type { SloScoutSignal } from '@slo-scout/backstage-plugin-slo-scout-common';
import { act, render } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { sloScoutApiRef } from '../api';
import { SloScoutContent } from '../components/SloScoutContent';
import { ENTITY_REF, payments } from './fixtures';
import { InMemorySloScout, type World } from './InMemorySloScout';

/** Signals that a test sends itself. */
class TestSignals implements SignalApi {
  readonly #listeners = new Set<(message: never) => void>();

  subscribe: SignalApi['subscribe'] = (_channel, onMessage) => {
    const listener = onMessage as (message: never) => void;
    this.#listeners.add(listener);
    return { unsubscribe: () => this.#listeners.delete(listener) };
  };

  send(subject: SloScoutSignal['subject'], id?: string) {
    const signal = { subject, entity_ref: ENTITY_REF, id };
    act(() => this.#listeners.forEach(listen => listen(signal as never)));
  }
}

/** Where the router stands, so that tests can tell links from state. */
function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{`${pathname}${search}`}</output>;
}

/** The tab of payments-api, at an address below it. */
export function renderTab(world: World | InMemorySloScout, path = '') {
  const backend =
    world instanceof InMemorySloScout ? world : new InMemorySloScout(world);
  // What another test wrote and did not save.
  window.sessionStorage.clear();
  const signals = new TestSignals();
  const view = render(
    <TestApiProvider
      apis={[
        [sloScoutApiRef, backend],
        [signalApiRef, signals],
        mockApis.translation(),
        mockApis.config(),
        mockApis.error(),
        mockApis.analytics(),
      ]}
    >
      <MemoryRouter
        initialEntries={[`/payments-api/slo-scout${path}`]}
        future={{ v7_relativeSplatPath: false, v7_startTransition: false }}
      >
        <EntityProvider entity={payments}>
          <Routes>
            <Route
              path="/payments-api/slo-scout/*"
              element={<SloScoutContent />}
            />
          </Routes>
          <Address />
        </EntityProvider>
      </MemoryRouter>
    </TestApiProvider>,
  );
  return { backend, signals, view };
}
