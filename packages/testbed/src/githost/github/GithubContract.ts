import { readFile } from 'node:fs/promises';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { isObject, SchemaObject, selfContained } from './openApiSchema';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: SchemaObject;
  'x-multi-segment'?: boolean;
}

interface Content {
  [mediaType: string]: { schema: SchemaObject };
}

interface OperationObject {
  operationId: string;
  parameters?: Array<Parameter | { $ref: string }>;
  requestBody?: { required?: boolean; content: Content };
  responses: { [status: string]: { content?: Content } | { $ref: string } };
}

interface Description {
  paths: { [path: string]: { [method: string]: OperationObject } };
  components: {
    schemas: { [name: string]: SchemaObject };
    parameters: { [name: string]: Parameter };
    responses: { [name: string]: { content?: Content } };
  };
}

/** @internal */
export interface Operation {
  id: string;
  method: string;
  parameters: Parameter[];
  object: OperationObject;
  pattern: RegExp;
}

/** @internal */
export interface MatchedOperation {
  operation: Operation;
  params: Record<string, string>;
}

// GitHub answers these from every operation, whether or not it lists them.
const UNIVERSAL_STATUSES = new Set([
  ...[401, 403, 404, 429],
  ...[500, 502, 503],
]);

let loading: Promise<GithubContract> | undefined;

/**
 * GitHub's own OpenAPI description, asked about single requests and answers.
 * Validators are compiled when an operation is first used.
 *
 * @internal
 */
export class GithubContract {
  readonly #operations = new Map<string, Operation>();
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #ajv = addFormats(
    new Ajv({
      strict: false,
      allErrors: true,
      logger: false,
      formats: { 'repo.nwo': true },
    }),
  );
  readonly #description: Description;

  private constructor(description: Description) {
    this.#description = description;
  }

  /** Reads the description once for the whole process. */
  static load(): Promise<GithubContract> {
    loading ??= readFile(
      require.resolve('@octokit/openapi/generated/api.github.com.json'),
      'utf8',
    ).then(text => new GithubContract(JSON.parse(text)));
    return loading;
  }

  /** The operation of a template path, for example `GET /repos/{owner}/{repo}`. */
  operation(route: string): Operation {
    const known = this.#operations.get(route);
    if (known) return known;
    const [method, path] = route.split(' ');
    const object = this.#description.paths[path]?.[method.toLowerCase()];
    if (!object) throw new Error(`GitHub describes no ${route}`);
    const parameters = (object.parameters ?? []).map(parameter =>
      '$ref' in parameter
        ? this.#description.components.parameters[last(parameter.$ref)]
        : parameter,
    );
    const operation = {
      ...{ id: object.operationId, method, parameters, object },
      pattern: templatePattern(path, parameters),
    };
    this.#operations.set(route, operation);
    return operation;
  }

  /** Why a request is outside the description; empty when it is inside. */
  checkRequest(
    operation: Operation,
    query: Record<string, string>,
    body: unknown,
  ): string[] {
    const declared = operation.parameters.filter(p => p.in === 'query');
    const problems = Object.keys(query)
      .filter(name => !declared.some(p => p.name === name))
      .map(name => `query parameter ${name} is not described`);
    for (const { name, required, schema } of declared) {
      if (query[name] === undefined) {
        if (required) problems.push(`query parameter ${name} is missing`);
        continue;
      }
      const value = coerce(query[name], this.#resolve(schema));
      problems.push(
        ...this.#validate(`${operation.id} ?${name}`, schema, value),
      );
    }
    return [...problems, ...this.#checkBody(operation, body)];
  }

  #checkBody(operation: Operation, body: unknown): string[] {
    const { requestBody } = operation.object;
    const schema = requestBody?.content['application/json']?.schema;
    if (!schema) {
      return body === undefined ? [] : ['a body is not described'];
    }
    if (body === undefined) {
      return requestBody?.required ? ['the body is missing'] : [];
    }
    return [
      ...this.#validate(`${operation.id} body`, schema, body),
      ...undescribedKeys(this.#resolve(schema), body),
    ];
  }

  /** Why an answer is outside the description; empty when it is inside. */
  checkResponse(operation: Operation, status: number, body: unknown): string[] {
    const described = operation.object.responses[status];
    if (!described) {
      if (!UNIVERSAL_STATUSES.has(status)) {
        return [`status ${status} is not described`];
      }
      const schema = { $ref: '#/components/schemas/basic-error' };
      return this.#validate('basic-error', schema, body);
    }
    const response =
      '$ref' in described
        ? this.#description.components.responses[last(described.$ref)]
        : described;
    const schema = response.content?.['application/json']?.schema;
    if (!schema && status >= 400 && body !== undefined) {
      // Some refusals are described by a sentence; GitHub says it in its usual shape.
      const basic = { $ref: '#/components/schemas/basic-error' };
      return this.#validate('basic-error', basic, body);
    }
    if (!schema) {
      return body === undefined ? [] : [`status ${status} has no body`];
    }
    return this.#validate(`${operation.id} ${status}`, schema, body);
  }

  #validate(key: string, schema: SchemaObject, value: unknown): string[] {
    let validate = this.#validators.get(key);
    if (!validate) {
      const { schemas } = this.#description.components;
      validate = this.#ajv.compile(selfContained(schema, schemas));
      this.#validators.set(key, validate);
    }
    return validate(value) ? [] : (validate.errors ?? []).map(describeError);
  }

  #resolve(schema: SchemaObject): SchemaObject {
    return typeof schema.$ref === 'string'
      ? this.#description.components.schemas[last(schema.$ref)]
      : schema;
  }
}

function last(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function templatePattern(path: string, parameters: Parameter[]): RegExp {
  const source = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find(p => p.name === name);
    return parameter?.['x-multi-segment']
      ? `(?<${name}>.+)`
      : `(?<${name}>[^/]+)`;
  });
  return new RegExp(`^${source}$`);
}

// Query parameters travel as text; the description means numbers and booleans.
function coerce(value: string, schema: SchemaObject): unknown {
  if (schema.type === 'integer' || schema.type === 'number') {
    return /^-?\d+$/.test(value) ? Number(value) : value;
  }
  if (schema.type === 'boolean') {
    return value === 'true' || (value === 'false' ? false : value);
  }
  return value;
}

function undescribedKeys(schema: SchemaObject, body: unknown): string[] {
  const { properties, additionalProperties } = schema;
  if (!isObject(properties) || !isObject(body) || additionalProperties) {
    return [];
  }
  return Object.keys(body)
    .filter(key => !(key in properties))
    .map(key => `body property ${key} is not described`);
}

function describeError(error: ErrorObject): string {
  return `${error.instancePath || '/'} ${error.message} ${JSON.stringify(
    error.params,
  )}`;
}
