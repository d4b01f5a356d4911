import { useCallback, useEffect, useRef, useState } from 'react';

/** What is being written, kept in the browser's session until it is saved. */
export interface KeptText {
  text: string;
  setText: (text: string) => void;
  /** Differs from what it began with, or what was saved last. */
  changed: boolean;
  /** It was written before, and the page was left meanwhile. */
  restored: boolean;
  /** Back to what it began with. */
  discard: () => void;
  /** This much is saved, or given up: from here on only what differs is kept. */
  settle: (text: string) => void;
}

/** @param key - tells this text from others of the session */
export function useKeptText(key: string, initial: string): KeptText {
  const [restored, setRestored] = useState(() => readKept(key) !== undefined);
  const [text, setText] = useState(() => readKept(key) ?? initial);
  const [settled, setSettled] = useState(initial);
  const latest = useRef(text);
  latest.current = text;
  const changed = text !== settled;
  useEffect(() => {
    if (changed) keep(key, text);
    else drop(key);
  }, [key, text, changed]);
  useEffect(() => {
    if (!changed) return undefined;
    // The browser asks in its own words.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);
  return {
    text,
    setText,
    changed,
    restored: restored && changed,
    discard: useCallback(() => {
      setRestored(false);
      setText(settled);
    }, [settled]),
    settle: useCallback(
      saved => {
        setRestored(false);
        setSettled(saved);
        // The page may be left before anything is drawn again.
        if (latest.current === saved) drop(key);
      },
      [key],
    ),
  };
}

// A browser may have no storage, or a full one: then only asking is left.
function readKept(key: string): string | undefined {
  try {
    return window.sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(key: string, text: string): void {
  try {
    window.sessionStorage.setItem(key, text);
  } catch {
    drop(key);
  }
}

function drop(key: string): void {
  try {
    window.sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
}
