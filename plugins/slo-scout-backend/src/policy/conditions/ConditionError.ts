/** An expression that cannot be taken as a condition, with the place of the fault. */
export class ConditionError extends Error {
  constructor(message: string, place?: { line: number; column: number }) {
    super(place ? `${place.line}:${place.column}: ${message}` : message);
    this.name = 'ConditionError';
  }

  /** @param offset - of the fault, from 0 */
  static at(expression: string, offset: number, message: string) {
    const before = expression.slice(0, offset).split('\n');
    return new ConditionError(message, {
      line: before.length,
      column: before[before.length - 1].length + 1,
    });
  }
}
