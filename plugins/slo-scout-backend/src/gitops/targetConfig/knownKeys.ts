import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';

/** A mistyped key would be a default in silence. */
export function refuseUnknownKeys(
  config: Config,
  known: readonly string[],
  where: string,
) {
  const unknown = config.keys().find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `${where}: ${unknown} is unknown. Known: ${known.join(', ')}.`,
    );
  }
}

/**
 * A mapping of texts. Read as it stands: the names of labels may have dots and
 * slashes, which are no keys for a configuration.
 */
export function readTexts(
  config: Config | undefined,
  key: string,
  where: string,
): Record<string, string> {
  const given = config?.getOptional<JsonValue>(key) ?? {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InputError(
      `${where}.${key} must be a mapping of names to texts.`,
    );
  }
  for (const [name, text] of Object.entries(given)) {
    if (typeof text !== 'string') {
      throw new InputError(
        `${where}.${key}: the value of ${name} is not a text. Put it in quotes.`,
      );
    }
    if (text.trim() === '') {
      throw new InputError(`${where}.${key}: ${name} is empty. Leave it out.`);
    }
  }
  return given as Record<string, string>;
}
