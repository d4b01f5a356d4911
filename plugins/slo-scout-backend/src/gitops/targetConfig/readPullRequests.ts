import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readTemplate } from '../../artifacts/readGenerators';
import { requireUsableTemplate } from '../bodyTemplate';
import type { PullRequestOptions } from '../types';
import { refuseUnknownKeys } from './knownKeys';

const KEYS = ['draft', 'signOff', 'reviewers', 'template'];
const REVIEWERS = ['codeowners', 'owner', 'none'] as const;

const DEFAULTS: PullRequestOptions = {
  draft: false,
  signOff: false,
  reviewers: 'codeowners',
};

/**
 * Reads `pullRequests`, of all targets or of one over those. Throws `InputError`
 * for a template that cannot be used.
 *
 * @param where - how errors name the place
 */
export function readPullRequests(
  config: Config | undefined,
  where: string,
  common: PullRequestOptions = DEFAULTS,
): PullRequestOptions {
  if (!config) return common;
  refuseUnknownKeys(config, KEYS, where);
  const template = readTemplate(config, 'template', `${where}.template`);
  if (template !== undefined) {
    requireUsableTemplate(template, `${where}.template`);
  }
  return {
    draft: config.getOptionalBoolean('draft') ?? common.draft,
    signOff: config.getOptionalBoolean('signOff') ?? common.signOff,
    reviewers: readReviewers(config, where) ?? common.reviewers,
    template: template ?? common.template,
  };
}

function readReviewers(
  config: Config,
  where: string,
): PullRequestOptions['reviewers'] | undefined {
  const value = config.getOptionalString('reviewers');
  const known = REVIEWERS.find(name => name === value);
  if (value !== undefined && !known) {
    throw new InputError(
      `${where}.reviewers: ${value} is unknown. Use ${REVIEWERS.join(', ')}.`,
    );
  }
  return known;
}
