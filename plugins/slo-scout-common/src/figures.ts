const FEWEST_DIGITS = 4;
const MOST_DIGITS = 17;

/**
 * A measured figure in as few digits as tell on which side of its limit it is: 20.001
 * is not 20 where 20 is the most that is allowed.
 *
 * @public
 */
export function shownBeside(value: number, limit: number): number {
  const side = Math.sign(value - limit);
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const shown = Number(value.toPrecision(digits));
    if (Math.sign(shown - limit) === side) return shown;
  }
  return value;
}
