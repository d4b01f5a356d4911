import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type { SloScoutSignal } from '@slo-scout/backstage-plugin-slo-scout-common';
import { act } from '@testing-library/react';
import sloScoutPlugin from '../alpha';
import { sloScoutApiRef } from '../api';
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

/** The tab on the page of payments-api, as the new frontend system shows it. */
export function renderTab(world: World | InMemorySloScout, path = '/') {
  const backend =
    world instanceof InMemorySloScout ? world : new InMemorySloScout(world);
  const signals = new TestSignals();
  const view = renderTestApp({
    extensions: [
      createTestEntityPage({ entity: payments }),
      sloScoutPlugin.getExtension('entity-content:slo-scout'),
    ],
    apis: [
      [sloScoutApiRef, backend],
      [signalApiRef, signals],
    ],
    initialRouteEntries: [path],
  });
  return { backend, signals, view };
}
