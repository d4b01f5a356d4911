import {
  createTranslationRef,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { artifactMessages } from './messages/artifacts';
import { auditMessages } from './messages/audit';
import { backtestMessages } from './messages/backtest';
import { commonMessages } from './messages/common';
import { defineMessages } from './messages/define';
import { deploymentMessages } from './messages/deployments';
import { dryRunMessages } from './messages/dryRun';
import { generateMessages } from './messages/generate';
import { measurementMessages } from './messages/measurements';
import { organisationMessages } from './messages/organisation';
import { overviewCardMessages } from './messages/overviewCard';
import { policyMessages } from './messages/policies';
import { previewMessages } from './messages/preview';
import { removalMessages } from './messages/removal';
import { pullRequestMessages } from './messages/pullRequest';
import { scaffolderMessages } from './messages/scaffolder';
import { sentenceMessages } from './messages/sentences';
import { sloMessages } from './messages/slos';
import type { FlatMessages } from './messages/TranslationOf';
import { whatIfMessages } from './messages/whatIf';

/**
 * The English texts, nested by the part of the product that shows them.
 *
 * @public
 */
export const sloScoutMessages = {
  ...commonMessages,
  ...sloMessages,
  ...defineMessages,
  ...generateMessages,
  ...dryRunMessages,
  ...whatIfMessages,
  ...backtestMessages,
  ...artifactMessages,
  ...previewMessages,
  ...deploymentMessages,
  ...auditMessages,
  ...pullRequestMessages,
  ...measurementMessages,
  ...organisationMessages,
  ...overviewCardMessages,
  ...policyMessages,
  ...removalMessages,
  ...scaffolderMessages,
  ...sentenceMessages,
} as const;

/**
 * The English texts by the keys that `t` takes. Named, because a mapped type written
 * out in declarations has its keys in an order that changes with any other file.
 *
 * @public
 */
export type SloScoutMessages = FlatMessages<typeof sloScoutMessages>;

/**
 * Every text of the plugin, in English and German; apps replace them or add a language.
 *
 * @public
 */
export const sloScoutTranslationRef: TranslationRef<
  'plugin.slo-scout',
  SloScoutMessages
> = createTranslationRef({
  id: 'plugin.slo-scout',
  messages: sloScoutMessages,
  translations: { de: () => import('./messages/de') },
});
