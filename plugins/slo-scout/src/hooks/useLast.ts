import { useRef } from 'react';

/** The value, or the last there was while there is none. */
export function useLast<T>(value: T | undefined): T | undefined {
  const last = useRef<T>();
  if (value !== undefined) last.current = value;
  return last.current;
}
