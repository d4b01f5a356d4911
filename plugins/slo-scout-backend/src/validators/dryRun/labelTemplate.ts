import type { Labels } from './alertState';

const ACTION = /\{\{-?\s*(.*?)\s*-?\}\}/g;
const LABEL = /^(?:\$labels|\.Labels)\.([a-zA-Z_][a-zA-Z0-9_]*)$/;
const VALUE = /^(?:\$value|\.Value)$/;

/**
 * Why a label's template cannot be expanded here, undefined where it can. Labels
 * and value are enough for nearly every rule; the functions of Go's templates
 * are not ours to imitate.
 */
export function unsupportedTemplate(text: string): string | undefined {
  for (const [action, inner] of text.matchAll(ACTION)) {
    if (!LABEL.test(inner) && !VALUE.test(inner)) {
      return action;
    }
  }
  return undefined;
}

/** Expands `{{ $labels.x }}` and `{{ $value }}` in a label of an alert rule. */
export function expandLabel(
  text: string,
  labels: Labels,
  value: number,
): string {
  if (!text.includes('{{')) {
    return text;
  }
  return text.replace(ACTION, (action, inner: string) => {
    const label = LABEL.exec(inner);
    if (label) {
      return labels[label[1]] ?? '';
    }
    return VALUE.test(inner) ? goNumber(value) : action;
  });
}

/** As Go prints a float64 by `%v`: with an exponent below -4 and from 6 on. */
function goNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits, exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  const sign = power < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}
