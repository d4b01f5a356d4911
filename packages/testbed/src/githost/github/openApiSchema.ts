/** A schema object of OpenAPI 3.0, as far as the conversion looks into it. @internal */
export type SchemaObject = { [key: string]: unknown };

const DROPPED = new Set([
  ...['example', 'examples', 'description', 'title', 'deprecated'],
  ...['discriminator', 'xml', 'externalDocs', 'readOnly', 'writeOnly'],
]);
const SCHEMA_MAPS = new Set(['properties', 'patternProperties']);
const SCHEMA_LISTS = new Set(['allOf', 'anyOf', 'oneOf']);
const SCHEMAS = new Set(['items', 'not', 'additionalProperties']);
const SCHEMA_REF = '#/components/schemas/';

/**
 * OpenAPI 3.0 -> JSON Schema: OpenAPI-only keywords go, `nullable` becomes a
 * choice, references point into `$defs`. Names of referenced schemas are
 * added to `refs`.
 *
 * @internal
 */
export function toJsonSchema(
  schema: SchemaObject,
  refs: Set<string>,
): SchemaObject {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.slice(SCHEMA_REF.length);
    refs.add(name);
    return { $ref: `#/$defs/${name}` };
  }
  const result: SchemaObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (DROPPED.has(key) || key === 'nullable' || key.startsWith('x-'))
      continue;
    result[key] = convert(key, value, refs);
  }
  return schema.nullable === true
    ? { anyOf: [{ type: 'null' }, result] }
    : result;
}

function convert(key: string, value: unknown, refs: Set<string>): unknown {
  if (SCHEMA_MAPS.has(key) && isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, schema]) => [
        name,
        isObject(schema) ? toJsonSchema(schema, refs) : schema,
      ]),
    );
  }
  if (SCHEMA_LISTS.has(key) && Array.isArray(value)) {
    return value.map(schema => toJsonSchema(schema, refs));
  }
  if (SCHEMAS.has(key) && isObject(value)) return toJsonSchema(value, refs);
  return value;
}

/** The schema with everything it refers to, ready to compile. @internal */
export function selfContained(
  schema: SchemaObject,
  components: { [name: string]: SchemaObject },
): SchemaObject {
  const refs = new Set<string>();
  const root = toJsonSchema(schema, refs);
  const defs: { [name: string]: SchemaObject } = {};
  // A Set yields names that are added while it is walked.
  for (const name of refs) defs[name] = toJsonSchema(components[name], refs);
  return { ...root, $defs: defs };
}

/** @internal */
export function isObject(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
