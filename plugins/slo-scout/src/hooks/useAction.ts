import { useCallback, useEffect, useRef, useState } from 'react';
import { asError } from './useLoaded';

/** Something a person does, one at a time. */
export interface Action<A extends unknown[], R> {
  /** Resolves with undefined where it failed (see `error`) or was already running. */
  run: (...args: A) => Promise<R | undefined>;
  busy: boolean;
  error?: Error;
  reset: () => void;
}

/**
 * `onDone` is for what follows on the screen: closing, leading on. It does not come
 * once the person has gone elsewhere meanwhile.
 */
export function useAction<A extends unknown[], R>(
  act: (...args: A) => Promise<R>,
  onDone?: (result: R) => void,
): Action<A, R> {
  const [state, setState] = useState<{ busy: boolean; error?: Error }>({
    busy: false,
  });
  const latest = useRef({ act, onDone });
  latest.current = { act, onDone };
  const running = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const run = useCallback(async (...args: A) => {
    if (running.current) return undefined;
    running.current = true;
    setState({ busy: true });
    let error: Error | undefined;
    try {
      const result = await latest.current.act(...args);
      if (mounted.current) latest.current.onDone?.(result);
      return result;
    } catch (thrown) {
      error = asError(thrown);
      return undefined;
    } finally {
      running.current = false;
      if (mounted.current) setState({ busy: false, error });
    }
  }, []);
  const reset = useCallback(() => setState({ busy: false }), []);
  return { ...state, run, reset };
}
