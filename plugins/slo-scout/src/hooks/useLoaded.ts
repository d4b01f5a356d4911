import { useCallback, useEffect, useRef, useState } from 'react';

/** A resource of the backend, with what a view needs to show it honestly. */
export interface Loaded<T> {
  /** The last good answer; kept while a newer one is on its way. */
  value?: T;
  /** Why the last attempt failed. */
  error?: Error;
  /** No answer yet, good or bad. */
  loading: boolean;
  refresh: () => void;
}

/**
 * Reads a resource, again on `refresh`. Answers that were overtaken by a newer
 * request are dropped; `load` must be stable (useCallback).
 */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  const [state, setState] = useState<{
    value?: T;
    error?: Error;
    of?: unknown;
  }>({});
  const [attempt, setAttempt] = useState(0);
  const refresh = useCallback(() => setAttempt(n => n + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    load(controller.signal).then(
      value => {
        if (!controller.signal.aborted) setState({ value, of: load });
      },
      error => {
        if (controller.signal.aborted) return;
        setState(previous => ({
          value: previous.of === load ? previous.value : undefined,
          error: asError(error),
          of: load,
        }));
      },
    );
    return () => controller.abort();
  }, [load, attempt]);

  const fresh = state.of === load;
  return {
    value: fresh ? state.value : undefined,
    error: fresh ? state.error : undefined,
    loading: !fresh,
    refresh,
  };
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Calls `tick` every `milliseconds`, not at all while `undefined`. */
export function usePolling(tick: () => void, milliseconds: number | undefined) {
  const latest = useRef(tick);
  latest.current = tick;
  useEffect(() => {
    if (milliseconds === undefined) return undefined;
    const timer = setInterval(() => latest.current(), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
}
