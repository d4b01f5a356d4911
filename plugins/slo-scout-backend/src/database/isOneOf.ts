import type { Knex } from 'knex';

/**
 * `column in (values)` with one parameter, however many values there are: drivers
 * limit the number of parameters.
 */
export function isOneOf(column: string, values: string[] | number[]) {
  const json = JSON.stringify(values);
  const type = typeof values[0] === 'number' ? 'integer' : 'text';
  return function inList(this: Knex.QueryBuilder, builder: Knex.QueryBuilder) {
    builder.whereRaw(
      isPostgres(builder)
        ? `?? in (select cast(value as ${type}) from json_array_elements_text(cast(? as json)))`
        : '?? in (select value from json_each(?))',
      [column, json],
    );
  };
}

function isPostgres(builder: Knex.QueryBuilder): boolean {
  const { client } = builder as unknown as { client: Knex.Client };
  return String(client.config.client).startsWith('pg');
}
