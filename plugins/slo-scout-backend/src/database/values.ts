/** What the drivers return for a datetime: Date (pg), number or string (SQLite). */
export type StoredTime = Date | number | string;

export function toIso(value: StoredTime): string {
  return new Date(value).toISOString();
}

export function toIsoOrNull(
  value: StoredTime | null | undefined,
): string | null {
  return value === null || value === undefined ? null : toIso(value);
}
