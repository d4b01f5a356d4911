import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import {
  type CodedSentence,
  SENTENCES,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { renderHook } from '@testing-library/react';
import { useText, type Text } from '../hooks/useText';
import german from '../messages/de';
import { flatMessages } from '../messages/TranslationOf';
import { sloScoutMessages } from '../translation';
import {
  dryRunReason,
  eachSentence,
  paragraph,
  replayReason,
} from './sentence';
import { aDryRun } from '../__testUtils__/fixtures';

/** The plugin's English texts, as a component gets them. */
function english(): Text {
  const { result } = renderHook(useText, {
    wrapper: ({ children }) => (
      <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
        {children}
      </TestApiProvider>
    ),
  });
  return result.current;
}

const LEEWAY: CodedSentence = {
  code: 'feasibility.leeway',
  values: { left_share: 0.0005 },
};
const NEWER: CodedSentence = { code: 'feasibility.newer', values: {} };
const CHANGED: CodedSentence = {
  code: 'feasibility.leeway',
  values: { rest: 1 },
};
const SENTENCE = 'As the server says it.';

const codes = Object.entries<readonly string[]>(SENTENCES);
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);

it.each([
  ['English', flatMessages(sloScoutMessages)],
  ['German', german],
] as Array<[string, Record<string, string>]>)(
  'has %s words for every code, with no value that the server does not send',
  (_, texts) => {
    const wrong = codes.filter(([code, names]) => {
      const key = `said.${code}`;
      const forms = names.includes('count')
        ? [texts[`${key}_one`], texts[`${key}_other`]]
        : [texts[key]];
      return forms.some(
        text =>
          text === undefined ||
          placeholders(text).some(name => !names.includes(name)),
      );
    });
    expect(wrong).toEqual([]);
    const said = Object.keys(texts).filter(key => key.startsWith('said.'));
    expect(
      said.filter(
        key => !(key.replace(/^said\.|_(one|other)$/g, '') in SENTENCES),
      ),
    ).toEqual([]);
  },
);

it('says a paragraph in its own words', () => {
  const t = english();
  expect(
    paragraph(
      SENTENCE,
      [LEEWAY, { code: 'dependency.several_providers', values: { count: 2 } }],
      t,
    ),
  ).toBe(
    'That leaves 0.05 % for failures of its own. 2 entities provide it; which one answers is unknown.',
  );
});

it.each<[string, Array<CodedSentence | null | undefined> | undefined]>([
  ['has no codes', undefined],
  ['has none of them', []],
  ['has one that is not known here', [LEEWAY, NEWER]],
  ['has one whose values are others', [CHANGED]],
  ['has a code that only looks like one', [{ code: 'toString', values: {} }]],
  ['is of somebody else', [null]],
])('leaves a paragraph as it is that %s', (_, coded) => {
  expect(paragraph(SENTENCE, coded, english())).toBe(SENTENCE);
});

it('says each sentence of a list by itself', () => {
  const holds: CodedSentence = {
    code: 'standing.holds',
    values: { group: 'g', rule: 'r', found_seconds: 90, approved_seconds: 300 },
  };
  expect(
    eachSentence(['one', 'two', 'three'], [null, holds], english()),
  ).toEqual(['one', 'g: r holds for 1 min 30 s, not 5 min', 'three']);
});

describe('sentences within a sentence', () => {
  const refused = (...reasons: Array<string | CodedSentence>) => [
    { code: 'invariant.not_replayed', values: { files: ['a', 'b'], reasons } },
  ];
  const late = { code: 'dry_run.late', values: {} };

  it('are said in the same language, and told apart', () => {
    expect(
      paragraph(SENTENCE, refused('no route to host', late), english()),
    ).toBe(
      'The dry run of a, b is inconclusive: no route to host; Not finished within the deadline',
    );
  });

  it('leave the whole as it is where one is not known here', () => {
    expect(paragraph(SENTENCE, refused(late, NEWER), english())).toBe(SENTENCE);
  });
});

it('says why an alert was not replayed', () => {
  const replay = { reason: SENTENCE };
  const coded = { code: 'dry_run.alert_without_data', values: {} };
  expect(replayReason({ ...replay, reason_coded: coded }, english())).toMatch(
    /^Prometheus has no data for what this alert measures/,
  );
  expect(replayReason(replay, english())).toBe(SENTENCE);
  expect(replayReason({}, english())).toBeUndefined();
});

it.each<[CodedSentence, RegExp]>([
  [
    {
      code: 'feasibility.windows',
      values: { own_window: '30d', others: ['7d (a)', '28d (b)'] },
    },
    /^The windows differ: 30 d here, elsewhere 7d \(a\), 28d \(b\)\.$/,
  ],
  [
    { code: 'invariant.cost', values: { measured: 100.4, limit: 100 } },
    /100\.4 USD a day; at most 100 USD/,
  ],
  [
    { code: 'invariant.services', values: { measured: 12345, limit: 10 } },
    /: 12345; at most 10 /,
  ],
  [
    {
      code: 'dry_run.stopped',
      values: { deadline_seconds: 90, examined: 7.5, days: 30 },
    },
    /^The dry run stopped after 1 min 30 s .*: 7\.5 of 30 days were examined$/,
  ],
  [
    {
      code: 'dry_run.late_history',
      values: { begins_at: '2026-03-01T00:00:00Z', examined: 7.5, days: 30 },
    },
    /^History begins on 2026-03-01T00:00:00Z: 7\.5 of 30 days/,
  ],
])('writes values as their names say: %#', (reason_coded, words) => {
  const result = aDryRun({ reason: SENTENCE, reason_coded });
  expect(dryRunReason(result, english())).toMatch(words);
});
