/** Rounds to a number of decimals; for figures that people read. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
