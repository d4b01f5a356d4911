import {
  type AlertReplay,
  type CodedSentence,
  type DryRunResult,
  SENTENCES,
  type SentenceValue,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Text } from '../hooks/useText';
import { formatDuration, formatWindow } from './duration';
import { formatExact, formatPercent } from './number';

type Coded = CodedSentence | null | undefined;

/** Sentences of the server's one after the other, in the viewer's language if all of them can be. */
export function paragraph(
  sentence: string,
  coded: Coded[] | undefined,
  t: Text,
): string {
  const said = (coded ?? []).flatMap(one => inOwnWords(one, t) ?? []);
  return coded && coded.length > 0 && said.length === coded.length
    ? said.join(' ')
    : sentence;
}

/** Each in the viewer's language where it has a code that is known here. */
export function eachSentence(
  sentences: string[],
  coded: Coded[] | undefined,
  t: Text,
): string[] {
  return sentences.map(
    (sentence, index) => inOwnWords(coded?.[index], t) ?? sentence,
  );
}

/** Why one alert was not replayed to the end. */
export function replayReason(
  { reason, reason_coded: coded }: Pick<AlertReplay, 'reason' | 'reason_coded'>,
  t: Text,
): string | undefined {
  return reason === undefined ? undefined : paragraph(reason, [coded], t);
}

/** Why a dry run has no better verdict, or what a good one rests on. */
export function dryRunReason(
  { reason, reason_coded: coded }: DryRunResult,
  t: Text,
): string | undefined {
  return reason === undefined ? undefined : paragraph(reason, [coded], t);
}

const CODES: Readonly<Record<string, readonly string[] | undefined>> =
  SENTENCES;

function inOwnWords(coded: Coded, t: Text): string | undefined {
  if (!coded) return undefined;
  const { code, values } = coded;
  const names = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  // Of a newer server, which may have other sentences and other values in them.
  if (!names?.every(name => Object.hasOwn(values, name))) return undefined;
  const say = t as unknown as (
    key: string,
    filling: Record<string, string | number>,
  ) => string;
  const words = names.map(name => [name, written(name, values[name], t)]);
  // Of a sentence within it, which nobody can say here.
  if (words.some(([, word]) => word === undefined)) return undefined;
  return say(`said.${code}`, Object.fromEntries(words));
}

/** By the ends of the names, as `SentenceValue` says. */
function written(
  name: string,
  value: SentenceValue,
  t: Text,
): string | number | undefined {
  if (Array.isArray(value)) {
    const words = value.map(one =>
      typeof one === 'string' ? one : inOwnWords(one, t),
    );
    return words.includes(undefined)
      ? undefined
      : words.join(name === 'reasons' ? '; ' : ', ');
  }
  if (typeof value === 'string') {
    // A time stays as it is: `TextWithTimes` finds it in the sentence.
    return name.endsWith('_window') ? formatWindow(value) : value;
  }
  // What is counted decides about the plural.
  if (name === 'count') return value;
  if (name.endsWith('_share')) return formatPercent(value);
  if (name.endsWith('_seconds')) return formatDuration(value);
  return formatExact(value);
}
