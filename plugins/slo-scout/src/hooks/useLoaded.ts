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
 * Reads a resource, again on `refresh`. What is asked for while a request is under
 * way follows it as one more: aborting instead would let somebody who asks often
 * never see an answer. `load` must be stable (useCallback).
 */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  const [state, setState] = useState<{
    value?: T;
    error?: Error;
    of?: unknown;
  }>({});
  const read = useRef(() => {});
  const refresh = useCallback(() => read.current(), []);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const once = async () => {
      try {
        const value = await load(signal);
        if (!signal.aborted) setState({ value, of: load });
      } catch (error) {
        if (signal.aborted) return;
        setState(previous => ({
          value: previous.of === load ? previous.value : undefined,
          error: asError(error),
          of: load,
        }));
      }
    };
    read.current = oneAtATime(once, signal);
    read.current();
    return () => controller.abort();
  }, [load]);

  const fresh = state.of === load;
  return {
    value: fresh ? state.value : undefined,
    error: fresh ? state.error : undefined,
    loading: !fresh,
    refresh,
  };
}

/** Calls that come while one is under way become one, which begins after it. */
function oneAtATime(once: () => Promise<void>, signal: AbortSignal) {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    while (again && !signal.aborted) {
      again = false;
      await once();
    }
    running = false;
  };
  return () => {
    again = true;
    if (!running) run();
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
