import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { act, renderHook } from '@testing-library/react';
import { ENTITY_REF } from '../__testUtils__/fixtures';
import { InMemorySloScout } from '../__testUtils__/InMemorySloScout';
import { sloScoutApiRef } from '../api';
import { useOverrides } from './useOverrides';

afterEach(() => jest.useRealTimers());

it('follows an override that waits, also in an app without signals', async () => {
  jest.useFakeTimers();
  const backend = new InMemorySloScout();
  const become = (status: Override['status']) => {
    backend.overrides = [{ id: 'override-1', status } as Override];
  };
  become('requested');
  const asked = jest.spyOn(backend, 'listOverrides');
  const { result } = renderHook(() => useOverrides(ENTITY_REF), {
    wrapper: ({ children }) => (
      <TestApiProvider apis={[[sloScoutApiRef, backend], mockApis.error()]}>
        {children}
      </TestApiProvider>
    ),
  });
  const later = () => act(() => jest.advanceTimersByTimeAsync(6_000));
  await later();
  expect(result.current.value?.[0].status).toBe('requested');
  become('approved');
  await later();
  expect(result.current.value?.[0].status).toBe('approved');
  const until = asked.mock.calls.length;
  await later();
  expect(asked).toHaveBeenCalledTimes(until);
});
