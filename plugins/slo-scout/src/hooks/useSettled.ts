import { useCallback, useEffect, useState } from 'react';
import { asError } from './useLoaded';

/** The answer to a question that people change while they write. */
export interface Settled<T> {
  /** The last good answer; to an earlier question where `current` is false. */
  answer?: T;
  current: boolean;
  /** An answer is on its way, or soon will be. */
  busy: boolean;
  /** Why the question of now has no answer. */
  error?: Error;
  /** Asks the question of now once more. */
  refresh: () => void;
}

interface State<T> {
  answer?: T;
  answerTo?: string;
  error?: Error;
  errorTo?: string;
}

/**
 * Asks once a question has not changed for a while. Overtaken questions are
 * aborted, their answers dropped; without a question nothing is asked. `ask` must
 * be stable (useCallback).
 */
export function useSettled<T>(
  question: string | undefined,
  ask: (question: string, signal: AbortSignal) => Promise<T>,
  settleMs: number,
): Settled<T> {
  const [state, setState] = useState<State<T>>({});
  const [attempt, setAttempt] = useState(0);
  const refresh = useCallback(() => {
    setState(({ answer, answerTo }) => ({ answer, answerTo }));
    setAttempt(n => n + 1);
  }, []);
  useEffect(() => {
    if (question === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      ask(question, signal).then(
        answer => {
          if (!signal.aborted) setState({ answer, answerTo: question });
        },
        error => {
          if (signal.aborted) return;
          setState(before => ({
            ...before,
            error: asError(error),
            errorTo: question,
          }));
        },
      );
    }, settleMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [question, ask, settleMs, attempt]);

  const current = question !== undefined && state.answerTo === question;
  const error = state.errorTo === question ? state.error : undefined;
  return {
    answer: state.answer,
    current,
    busy: question !== undefined && !current && !error,
    error: current ? undefined : error,
    refresh,
  };
}
