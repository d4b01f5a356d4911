import type { Knex } from 'knex';

/** What SQLite and PostgreSQL word otherwise: columns with JSON, and times. */
export class Dialect {
  readonly #isPostgres: boolean;

  constructor(db: Knex) {
    this.#isPostgres = String(db.client.config.client).startsWith('pg');
  }

  /** A row `alias.value` for each object of an array. */
  each(column: string, alias: string): string {
    return this.#isPostgres
      ? `json_array_elements(cast(${column} as json)) as ${alias}`
      : `json_each(${column}) as ${alias}`;
  }

  /** A row `alias.value` for each text of an array. */
  eachText(column: string, alias: string): string {
    return this.#isPostgres
      ? `json_array_elements_text(cast(${column} as json)) as ${alias}(value)`
      : `json_each(${column}) as ${alias}`;
  }

  /** Text of a field of what `each` gave. */
  field(alias: string, name: string): string {
    return this.#isPostgres
      ? `${alias}.value ->> '${name}'`
      : `json_extract(${alias}.value, '$.${name}')`;
  }

  number(alias: string, name: string): string {
    return `cast(${this.field(alias, name)} as integer)`;
  }

  /** Whether an expression is in an array of texts that is bound as one parameter. */
  isOneOf(expression: string): string {
    return this.#isPostgres
      ? `${expression} in (select json_array_elements_text(cast(? as json)))`
      : `${expression} in (select value from json_each(?))`;
  }

  /** A time for raw SQL, from milliseconds since 1970: SQLite keeps those. */
  time(milliseconds: number): Date | number {
    return this.#isPostgres ? new Date(milliseconds) : milliseconds;
  }
}
