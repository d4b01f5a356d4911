import { InputError } from '@backstage/errors';
import type {
  Page,
  PageRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { z } from 'zod';

const DEFAULT_LIMIT = 50;

const cursorShape = z.object({
  /** Which order it is a place in. */
  of: z.string(),
  offset: z.number().int().positive(),
  after: z.array(z.union([z.string(), z.number()])),
});

/** A place in an ordered list: behind the row with these keys. */
export interface Place {
  /** How many rows lie before it. */
  offset: number;
  /** Absent at the beginning. */
  after?: Array<string | number>;
}

/** What to ask the database for: one row more than is shown tells whether there are more. */
export interface Window extends Place {
  order: string;
  limit: number;
}

/** @param order - name of the list and its order; a cursor of another is refused */
export function windowOf(
  { limit = DEFAULT_LIMIT, cursor }: PageRequest,
  order: string,
  keys: number,
): Window {
  const start = { order, limit, offset: 0 };
  if (cursor === undefined) return start;
  const { of, offset, after } = parse(cursor);
  if (of !== order || after.length !== keys) {
    throw new InputError(
      'cursor belongs to another list or order. Begin at the first page.',
    );
  }
  return { ...start, offset, after };
}

/** Cuts what was read to the page, with the cursor behind it. */
export function pageOf<T>(
  rows: T[],
  { order, limit, offset }: Window,
  total: number,
  keysOf: (row: T) => Array<string | number>,
): { rows: T[]; page: Page } {
  const shown = rows.slice(0, limit);
  const next = offset + shown.length;
  const more = rows.length > limit;
  return {
    rows: shown,
    page: {
      total,
      offset,
      next_cursor: more
        ? print({
            of: order,
            offset: next,
            after: keysOf(shown[shown.length - 1]),
          })
        : null,
    },
  };
}

function print(cursor: z.infer<typeof cursorShape>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function parse(text: string): z.infer<typeof cursorShape> {
  try {
    return cursorShape.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    );
  } catch {
    throw new InputError(
      'cursor is not one that this portal gave out. Begin at the first page.',
    );
  }
}
