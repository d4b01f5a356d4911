import { useMemo, useState } from 'react';
import type {
  PolicyRevision,
  PolicyScope,
  PolicySettings,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { stringify } from 'yaml';
import { useKeptText } from '../../hooks/useKeptText';

/** A change of a policy while it is written. */
export interface PolicyDraft {
  /** YAML. */
  text: string;
  reason: string;
  /** The revision that it was written upon; 0 where there was none. */
  base: number;
}

export const yamlOf = (settings: PolicySettings | null | undefined) =>
  settings && Object.keys(settings).length > 0 ? stringify(settings) : '';

export const numberOf = (newest: PolicyRevision | undefined) =>
  newest?.revision ?? 0;

const kept = (text: string, base: number): string =>
  JSON.stringify({ text, reason: '', base } satisfies PolicyDraft);

/** The change of one scope, kept in the browser's session until it is saved. */
export function usePolicyDraft(
  { kind, name = '' }: PolicyScope,
  newest: PolicyRevision | undefined,
) {
  // A newer revision may come meanwhile; what was begun stays.
  const [initial] = useState(() =>
    kept(yamlOf(newest?.settings), numberOf(newest)),
  );
  const { text, setText, settle, restored, discard } = useKeptText(
    `slo-scout:policy:${kind}:${name}`,
    initial,
  );
  const draft = useMemo(() => JSON.parse(text) as PolicyDraft, [text]);
  return {
    draft,
    restored,
    discard,
    change: (fields: Partial<PolicyDraft>) =>
      setText(JSON.stringify({ ...draft, ...fields })),
    /** Its text is that of a revision now. */
    saved: (revision: number) => {
      const next = kept(draft.text, revision);
      setText(next);
      settle(next);
    },
  };
}
