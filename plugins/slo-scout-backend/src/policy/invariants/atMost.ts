import type { Measurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { InvariantCheck } from './types';

/** Compares a measurement with its upper limit; what is unknown does not hold. */
export function atMost(
  measurement: Measurement<number>,
  limit: number | boolean,
  words: { subject: string; unit: string },
): InvariantCheck {
  const { value, source, unknown_reason: reason } = measurement;
  const shown = `${limit}${words.unit}`;
  if (value === null) {
    return {
      ok: false,
      measured: null,
      source,
      message: `${words.subject} could not be measured (${
        reason ?? 'no reason known'
      }); at most ${shown} is allowed.`,
    };
  }
  const ok = value <= Number(limit);
  return {
    ok,
    measured: value,
    source,
    message: `${words.subject}: ${round(value)}${
      words.unit
    }; at most ${shown} is allowed.`,
  };
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}
