import { parseDocument } from 'yaml';

const MAX_BYTES = 1024 * 1024;
/** Aliases are never needed in what we generate, and are how a YAML bomb is built. */
const MAX_ALIASES = 100;

/** What a YAML text holds, or why it cannot be read, in sentences with line and column. */
export type YamlResult =
  | { ok: true; value: unknown }
  | { ok: false; errors: Array<{ message: string; path?: string }> };

/** Parses one YAML document with limits on size and aliases. Never throws. */
export function parseBoundedYaml(content: string): YamlResult {
  const bytes = Buffer.byteLength(content);
  if (bytes > MAX_BYTES) {
    return refuse(`${bytes} bytes; a YAML file may have ${MAX_BYTES} at most`);
  }
  const document = parseDocument(content, { prettyErrors: true });
  if (document.errors.length > 0) {
    return {
      ok: false,
      errors: document.errors.slice(0, 20).map(error => ({
        message: error.message,
        path:
          error.linePos && `${error.linePos[0].line}:${error.linePos[0].col}`,
      })),
    };
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(message: string): YamlResult {
  return { ok: false, errors: [{ message }] };
}
