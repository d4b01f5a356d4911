import { quote, quoteRegex } from '../../promql';

/**
 * The spellings of a histogram bucket's bound `le` under which a series may
 * stand: as it was written, as Go's client writes it (`5`, `1e+06`), and as
 * Prometheus 3 stores it (`5.0`). Text that is no finite number has only itself.
 */
export function bucketBounds(le: string): string[] {
  const value = Number(le);
  if (le.trim() === '' || !Number.isFinite(value)) return [le];
  const short = shortest(value);
  const normalised =
    short.includes('.') || short.includes('e') ? short : `${short}.0`;
  return [...new Set([le, short, normalised])];
}

/** Go's shortest form: an exponent below 1e-4 and from 1e6 on (strconv, 'g'). */
function shortest(value: number): string {
  const [mantissa, exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 6)) return String(value);
  const digits = String(Math.abs(power)).padStart(2, '0');
  return `${mantissa}e${power < 0 ? '-' : '+'}${digits}`;
}

/** A matcher of `le` that holds for every spelling of the bound. */
export function bucketMatcher(le: string): string {
  const bounds = bucketBounds(le);
  return bounds.length === 1
    ? `le=${quote(le)}`
    : `le=~${quote(bounds.map(quoteRegex).join('|'))}`;
}
