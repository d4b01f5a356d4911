import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { SEVERITIES } from '@slo-scout/backstage-plugin-slo-scout-common';
import { refuseUnusableOptions } from '../../generators/ruleOptions';
import type { RuleOptions } from '../../generators/types';
import { readTexts, refuseUnknownKeys } from './knownKeys';

const KEYS = ['labels', 'annotations', 'severities'];
const MAX_LENGTH = 1000;

/**
 * Reads `rules`, of all targets or of one. Throws `InputError` for names that are not free.
 *
 * @param others - keys beside these that somebody else reads
 */
export function readRuleOptions(
  config: Config | undefined,
  where: string,
  others: readonly string[] = [],
): RuleOptions {
  if (config) refuseUnknownKeys(config, [...KEYS, ...others], where);
  const options: RuleOptions = {
    labels: readTexts(config, 'labels', where),
    annotations: readTexts(config, 'annotations', where),
    severities: readTexts(config, 'severities', where),
  };
  const strange = Object.keys(options.severities).find(
    name => !(SEVERITIES as readonly string[]).includes(name),
  );
  if (strange !== undefined) {
    throw new InputError(
      `${where}.severities: ${strange} is not a severity of an SLO. Known: ${SEVERITIES.join(
        ', ',
      )}.`,
    );
  }
  for (const texts of Object.values(options)) refuseUnprintable(texts, where);
  try {
    refuseUnusableOptions(options);
  } catch (error) {
    throw new InputError(`${where}: ${(error as Error).message}`);
  }
  return options;
}

function refuseUnprintable(texts: Record<string, string>, where: string) {
  for (const [name, text] of Object.entries(texts)) {
    if (text.length > MAX_LENGTH || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) {
      throw new InputError(
        `${where}: the value of ${name} must be one line of at most ${MAX_LENGTH} characters.`,
      );
    }
  }
}

/** A target's own options over those of all targets. */
export function mergeRuleOptions(
  common: RuleOptions,
  own: RuleOptions,
): RuleOptions {
  return {
    labels: { ...common.labels, ...own.labels },
    annotations: { ...common.annotations, ...own.annotations },
    severities: { ...common.severities, ...own.severities },
  };
}
