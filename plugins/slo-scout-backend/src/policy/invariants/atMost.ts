import {
  type Measurement,
  shownBeside,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sentence } from '../../sentences';
import { saying } from './saying';
import type { InvariantCheck } from './types';

/** Compares a measurement with its upper limit; what is unknown does not hold. */
export function atMost(
  measurement: Measurement<number>,
  limit: number | boolean,
  words: {
    /** Of the sentences: `invariant.<code>` and `invariant.<code>_unmeasured`. */
    code: 'services' | 'traffic' | 'cost';
    subject: string;
    unit: string;
  },
): InvariantCheck {
  const { value, source, unknown_reason: why } = measurement;
  const allowed = `${limit}${words.unit}`;
  const most = Number(limit);
  if (value === null) {
    const reason = why ?? 'no reason known';
    return {
      ok: false,
      measured: null,
      source,
      ...saying(
        sentence(
          `invariant.${words.code}_unmeasured`,
          { limit: most, reason },
          `${words.subject} could not be measured (${reason}); at most ${allowed} is allowed.`,
        ),
      ),
    };
  }
  const shown = shownBeside(value, most);
  return {
    ok: value <= most,
    measured: value,
    source,
    ...saying(
      sentence(
        `invariant.${words.code}`,
        { measured: shown, limit: most },
        `${words.subject}: ${shown}${words.unit}; at most ${allowed} is allowed.`,
      ),
    ),
  };
}
