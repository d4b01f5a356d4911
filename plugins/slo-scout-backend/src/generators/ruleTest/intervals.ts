/** The longest interval of whole seconds that divides a time evenly and is no longer than another. */
export function divisor(seconds: number, atMost: number): number {
  for (let parts = Math.max(1, Math.ceil(seconds / atMost)); ; parts += 1) {
    if (Number.isInteger(seconds / parts)) return seconds / parts;
    if (parts >= seconds) return 1;
  }
}

/** The least multiple of an interval that is no shorter. */
export function upTo(seconds: number, interval: number): number {
  return Math.ceil(Number((seconds / interval).toPrecision(12))) * interval;
}
