import { act, renderHook } from '@testing-library/react';
import { useLoaded, usePolling } from './useLoaded';

/** A server whose answers come when the test says so. */
function aServer() {
  const requests: {
    signal: AbortSignal;
    answer: (value: string) => Promise<void>;
    fail: (message: string) => Promise<void>;
  }[] = [];
  const load = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      requests.push({
        signal,
        answer: value => act(async () => resolve(value)),
        fail: message => act(async () => reject(new Error(message))),
      });
    });
  return { requests, load };
}

afterEach(() => jest.useRealTimers());

it('lets a request end, however often it is asked to read again', async () => {
  const { requests, load } = aServer();
  const { result } = renderHook(() => useLoaded(load));
  act(() => result.current.refresh());
  act(() => result.current.refresh());
  expect(requests).toHaveLength(1);
  await requests[0].answer('first');
  expect(requests[0].signal.aborted).toBe(false);
  expect(result.current.value).toBe('first');
});

it('ends with an answer that was asked for after the last wish', async () => {
  const { requests, load } = aServer();
  const { result } = renderHook(() => useLoaded(load));
  act(() => result.current.refresh());
  act(() => result.current.refresh());
  await requests[0].answer('before');
  expect(requests).toHaveLength(2);
  await requests[1].answer('after');
  expect(result.current.value).toBe('after');
  expect(requests).toHaveLength(2);
});

it('reads again after a failure, which is shown until then', async () => {
  const { requests, load } = aServer();
  const { result } = renderHook(() => useLoaded(load));
  await requests[0].answer('good');
  act(() => result.current.refresh());
  act(() => result.current.refresh());
  await requests[1].fail('away');
  expect(result.current).toMatchObject({ value: 'good', loading: false });
  expect(result.current.error?.message).toBe('away');
  await requests[2].answer('better');
  expect(result.current).toMatchObject({ value: 'better', error: undefined });
});

it('gives up what nobody waits for any more', async () => {
  const [first, second] = [aServer(), aServer()];
  const { result, rerender, unmount } = renderHook(
    ({ load }) => useLoaded(load),
    { initialProps: { load: first.load } },
  );
  act(() => result.current.refresh());
  rerender({ load: second.load });
  expect(first.requests[0].signal.aborted).toBe(true);
  await second.requests[0].answer('second');
  await first.requests[0].answer('first');
  expect(result.current.value).toBe('second');
  expect(first.requests).toHaveLength(1);
  act(() => result.current.refresh());
  unmount();
  expect(second.requests[1].signal.aborted).toBe(true);
});

it('follows a server that is slower than the polling', async () => {
  jest.useFakeTimers();
  const { requests, load } = aServer();
  const { result } = renderHook(() => {
    const loaded = useLoaded(load);
    usePolling(loaded.refresh, 1_000);
    return loaded;
  });
  act(() => jest.advanceTimersByTime(3_500));
  await requests[0].answer('a step');
  expect(result.current.value).toBe('a step');
  act(() => jest.advanceTimersByTime(3_500));
  await requests[1].answer('another');
  expect(result.current.value).toBe('another');
});
