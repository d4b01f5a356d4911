import { sloScoutTranslationRef } from '../translation';
import german from './de';

/** Texts as they are before anything is filled in; the ref keeps them to itself. */
const english = (
  sloScoutTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  }
).getDefaultMessages();
const translated: Record<string, string> = german;

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*([^},\s]+)[^}]*\}\}/g)].map(m => m[1]).sort();

/** Words that are the same in both languages. */
const SAME = new Set([
  'Alert',
  'Audit',
  'Branch',
  'Commit',
  'Dashboard',
  'Deployment',
  'Deployments',
  'Details',
  'Grafana',
  'Hash',
  'Labels',
  'Name',
  'Prometheus',
  'PromQL',
  'Pull Request',
  'Rebase',
  'Repository',
  'Revision',
  'Runbook',
  'SHA-256',
  'SLI',
  'SLO',
  'SLO Scout',
  'SLOs',
  'System',
  'Text',
  'Ticket',
  // Words of Prometheus' rule files.
  'for',
  'keep_firing_for',
  'min',
]);
const withoutFilling = (text: string) =>
  text.replace(/\{\{[^}]*\}\}/g, '').replace(/^[\s:()#→–]+|[\s:()#→–]+$/g, '');

it('has every text in German, and no other', () => {
  expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
});

it('fills in the same values in both languages', () => {
  const filling = (texts: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [key, placeholders(text)]),
    );
  expect(filling(translated)).toEqual(filling(english));
});

it('leaves no text empty and none in English', () => {
  expect(
    Object.entries(translated).filter(
      ([key, text]) =>
        text.trim() === '' ||
        (text === english[key] &&
          /\p{L}{2,}/u.test(withoutFilling(text)) &&
          !SAME.has(withoutFilling(text))),
    ),
  ).toEqual([]);
});

it('has a plural for every count', () => {
  const stems = Object.keys(translated).flatMap(key => {
    const [, stem] = /^(.*)_(?:zero|one|other)$/.exec(key) ?? [];
    return stem ? [stem] : [];
  });
  expect(
    stems.filter(
      stem => !(`${stem}_one` in translated && `${stem}_other` in translated),
    ),
  ).toEqual([]);
});
