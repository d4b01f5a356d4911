/** A ratio as percent without the noise of binary fractions: 0.999 is `99.9 %`. */
export function formatPercent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(6))} %`;
}

/** A measured figure with as many digits as a reader can use. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return Number(value.toPrecision(3)).toLocaleString('en-US', {
    maximumSignificantDigits: 3,
  });
}
