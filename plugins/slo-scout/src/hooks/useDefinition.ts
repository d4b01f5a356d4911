import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  DocumentCheck,
  DocumentHistory,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../api';
import { useEntityData } from './EntityData';
import { type Settled, useSettled } from './useSettled';

/** Nobody who is still writing wants to be told of half a word. */
const SETTLE_MS = 600;

/** What the server says of the document of now, and what its indicators did. */
export interface Definition {
  check: Settled<DocumentCheck>;
  history: Settled<DocumentHistory>;
}

/**
 * Follows a document that is being written. The history is asked for only where
 * what is measured has changed: the objective can be moved on it at will.
 *
 * @param enabled - false where the viewer may not write SLOs, so would be refused
 */
export function useDefinition(text: string, enabled: boolean): Definition {
  const { entityRef, environment } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const about = useMemo(
    () => ({ entity_ref: entityRef, environment }),
    [entityRef, environment],
  );
  const check = useSettled(
    enabled ? text : undefined,
    useCallback(
      (document: string, signal: AbortSignal) =>
        api
          .checkDocument({ ...about, document }, { signal })
          .then(answer => ({ ...answer, document })),
      [api, about],
    ),
    SETTLE_MS,
  );
  const { answer } = check;
  const measured = useMemo(
    () =>
      answer && answer.slos.length > 0
        ? JSON.stringify(
            answer.slos.map(({ name, sli, budgeting }) => [
              name,
              sli,
              budgeting,
            ]),
          )
        : undefined,
    [answer],
  );
  const document = answer?.document;
  const asked = useMemo(
    () => (measured === undefined ? undefined : document),
    // The document that was current when what is measured changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [measured],
  );
  const history = useSettled(
    asked,
    useCallback(
      (of: string, signal: AbortSignal) =>
        api.documentHistory({ ...about, document: of }, { signal }),
      [api, about],
    ),
    0,
  );
  // What the text of now measures is not known: the history is of a former one.
  const current = history.current && check.error === undefined;
  return { check, history: { ...history, current } };
}
