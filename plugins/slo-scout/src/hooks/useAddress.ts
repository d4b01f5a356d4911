import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Search parameters of the page's address: what is shown can be sent to others. */
export interface Address {
  get: (name: string) => string | undefined;
  /** Sets or removes parameters; what narrows a list begins at its first page. */
  set: (
    changes: Record<string, string | undefined>,
    options?: { replace?: boolean },
  ) => void;
}

export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  const get = useCallback(
    (name: string) => params.get(name) ?? undefined,
    [params],
  );
  const set: Address['set'] = useCallback(
    (changes, options) => {
      setParams(
        before => {
          const next = new URLSearchParams(before);
          next.delete('cursor');
          for (const [name, value] of Object.entries(changes)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: options?.replace ?? false },
      );
    },
    [setParams],
  );
  return { get, set };
}
