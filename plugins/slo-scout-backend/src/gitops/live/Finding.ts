import type {
  CodedSentence,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** One thing that was found in a place, a sentence. */
export interface Finding {
  text: string;
  /** Null where the place itself has said it. */
  coded: CodedSentence | null;
}

/** The words of somebody else, such as an error. */
export function quoted(text: string): Finding {
  return { text, coded: null };
}

/** Findings as the API tells them. */
export function detailsOf(
  findings: Finding[],
): Pick<StandingCheck, 'details' | 'details_coded'> {
  return {
    details: findings.map(({ text }) => text),
    ...(findings.length > 0
      ? { details_coded: findings.map(({ coded }) => coded) }
      : {}),
  };
}

/** Those of several checks, each once; without codes where an older version has stored them so. */
export function findingsOf(checks: StandingCheck[]): Finding[] {
  const found = checks.flatMap(({ details, details_coded: coded = [] }) =>
    details.map((text, index) => ({ text, coded: coded[index] ?? null })),
  );
  return [...new Map(found.map(finding => [finding.text, finding])).values()];
}
