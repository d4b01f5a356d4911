import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { Knex } from 'knex';
import { isOneOf } from '../database/isOneOf';
import type { RecordQuery } from './rules';

/** Narrows a query to the rows whose `column`, the ref of an entity, is permitted. */
export type RecordFilter = (query: Knex.QueryBuilder, column: string) => void;

/** Nothing is hidden. */
export const EVERYTHING: RecordFilter = () => {};

type ResolvedQuery = { refs: string[] } | { holds: boolean };

/**
 * Turns criteria into SQL. Who owns what is known by the catalog alone, so that the
 * owned entities are looked up first, once for each list of claims.
 */
export async function createRecordFilter(
  criteria: PermissionCriteria<RecordQuery>,
  ownedBy: (claims: string[]) => Promise<string[]>,
): Promise<RecordFilter> {
  const resolved = await resolve(criteria, ownedBy);
  return (query, column) => narrow(query, resolved, column);
}

async function resolve(
  criteria: PermissionCriteria<RecordQuery>,
  ownedBy: (claims: string[]) => Promise<string[]>,
): Promise<PermissionCriteria<ResolvedQuery>> {
  const all = (list: PermissionCriteria<RecordQuery>[]) =>
    Promise.all(list.map(one => resolve(one, ownedBy)));
  if (isAndCriteria(criteria)) {
    const [first, ...rest] = await all(criteria.allOf);
    return { allOf: [first, ...rest] };
  }
  if (isOrCriteria(criteria)) {
    const [first, ...rest] = await all(criteria.anyOf);
    return { anyOf: [first, ...rest] };
  }
  if (isNotCriteria(criteria)) {
    return { not: await resolve(criteria.not, ownedBy) };
  }
  return 'ownedBy' in criteria
    ? { refs: await ownedBy(criteria.ownedBy) }
    : criteria;
}

function narrow(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<ResolvedQuery>,
  column: string,
): void {
  if (isAndCriteria(criteria)) {
    query.where(inner => {
      for (const one of criteria.allOf) {
        inner.andWhere(part => narrow(part, one, column));
      }
    });
  } else if (isOrCriteria(criteria)) {
    query.where(inner => {
      for (const one of criteria.anyOf) {
        inner.orWhere(part => narrow(part, one, column));
      }
    });
  } else if (isNotCriteria(criteria)) {
    query.whereNot(inner => narrow(inner, criteria.not, column));
  } else if ('refs' in criteria) {
    // A row about no entity is owned by nobody, also below a NOT.
    query.whereNotNull(column).where(isOneOf(column, criteria.refs));
  } else {
    query.whereRaw(criteria.holds ? '1 = 1' : '1 = 0');
  }
}
