import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  WhatIfAnswer,
  WhatIfChanges,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { asError, useLoaded, type Loaded } from './useLoaded';

/** A slider that is dragged must not ask for every number that it passes. */
const SETTLE_MS = 150;

export interface WhatIf {
  /** With the numbers as they are. It fetches the history; nothing else is asked before. */
  base: Loaded<WhatIfAnswer>;
  /** The last good answer. */
  answer?: WhatIfAnswer;
  /** Whether `answer` is to the numbers of now. */
  current: boolean;
  /** An answer is on its way. */
  busy: boolean;
  /** Why the numbers of now have none. */
  error?: Error;
}

interface Answered {
  /** The last good answer, and to what. */
  answer?: WhatIfAnswer;
  answerTo?: string;
  error?: Error;
  errorTo?: string;
}

/** Asks what the changed numbers would do. Overtaken questions are aborted, their answers dropped. */
export function useWhatIf(
  sloId: string,
  environment: string | undefined,
  changes: WhatIfChanges,
): WhatIf {
  const api = useApi(sloScoutApiRef);
  const ask = useCallback(
    (asked: WhatIfChanges, signal: AbortSignal) =>
      api.whatIf({ slo_id: sloId, environment, changes: asked }, { signal }),
    [api, sloId, environment],
  );
  const base = useLoaded(
    useCallback((signal: AbortSignal) => ask({}, signal), [ask]),
  );
  const [state, setState] = useState<Answered>({});
  const known = base.value !== undefined;
  const question = JSON.stringify(changes);
  const unchanged = Object.keys(changes).length === 0;

  useEffect(() => {
    if (!known || unchanged) return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      ask(JSON.parse(question) as WhatIfChanges, controller.signal).then(
        answer => {
          if (controller.signal.aborted) return;
          setState({ answer, answerTo: question });
        },
        error => {
          if (controller.signal.aborted) return;
          setState(previous => ({
            ...previous,
            error: asError(error),
            errorTo: question,
          }));
        },
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [ask, known, question, unchanged]);

  if (unchanged || !known) {
    return {
      base,
      answer: base.value,
      current: known && unchanged,
      busy: base.loading,
    };
  }
  const error = state.errorTo === question ? state.error : undefined;
  const current = state.answerTo === question;
  return {
    base,
    answer: state.answer ?? base.value,
    current,
    busy: !current && !error,
    error: current ? undefined : error,
  };
}
