import { useEffect, useRef } from 'react';

/**
 * Where a button that went away left the focus nowhere, what came of it takes it.
 *
 * @param busy - while the button is there
 * @returns for the element that stays, which needs a tabIndex
 */
export function useFocusAfter(busy: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(busy);
  useEffect(() => {
    const lost = document.activeElement === document.body;
    if (before.current && !busy && lost) ref.current?.focus();
    before.current = busy;
  }, [busy]);
  return ref;
}
