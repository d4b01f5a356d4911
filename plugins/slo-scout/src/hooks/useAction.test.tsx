import { act, renderHook } from '@testing-library/react';
import { useAction } from './useAction';

function started(onDone: (result: string) => void) {
  let finish = (_: string) => {};
  let fail = (_: Error) => {};
  const hook = renderHook(() =>
    useAction(
      () =>
        new Promise<string>((resolve, reject) => {
          finish = resolve;
          fail = reject;
        }),
      onDone,
    ),
  );
  let result: Promise<string | undefined>;
  act(() => {
    result = hook.result.current.run();
  });
  const end = (how: () => void) =>
    act(async () => {
      how();
      await result;
    });
  return {
    ...hook,
    succeed: () => end(() => finish('made')),
    refuse: () => end(() => fail(new Error('no'))),
  };
}

it('goes on with the result', async () => {
  const onDone = jest.fn();
  const { result, succeed } = started(onDone);
  expect(result.current.busy).toBe(true);
  await succeed();
  expect(onDone).toHaveBeenCalledWith('made');
  expect(result.current).toMatchObject({ busy: false, error: undefined });
});

it('does not go on after a failure', async () => {
  const onDone = jest.fn();
  const { result, refuse } = started(onDone);
  await refuse();
  expect(onDone).not.toHaveBeenCalled();
  expect(result.current.error?.message).toBe('no');
});

it('does not go on where the person has left', async () => {
  const onDone = jest.fn();
  const { unmount, succeed } = started(onDone);
  unmount();
  await succeed();
  expect(onDone).not.toHaveBeenCalled();
});
