import { createTranslationRef } from '@backstage/frontend-plugin-api';
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
import { sloMessages } from './messages/slos';
import { whatIfMessages } from './messages/whatIf';

/**
 * Every text of the plugin, in English and German; apps replace them or add a language.
 *
 * @public
 */
export const sloScoutTranslationRef = createTranslationRef({
  id: 'plugin.slo-scout',
  messages: {
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
  },
  translations: { de: () => import('./messages/de') },
});
