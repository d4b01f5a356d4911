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

export function useAction<A extends unknown[], R>(
  act: (...args: A) => Promise<R>,
): Action<A, R> {
  const [state, setState] = useState<{ busy: boolean; error?: Error }>({
    busy: false,
  });
  const latest = useRef(act);
  latest.current = act;
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
      return await latest.current(...args);
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
