import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { artifactMessages } from './messages/artifacts';
import { commonMessages } from './messages/common';
import { deploymentMessages } from './messages/deployments';
import { generateMessages } from './messages/generate';
import { sloMessages } from './messages/slos';

/**
 * Every text of the plugin, in English; apps replace or translate them.
 *
 * @public
 */
export const sloScoutTranslationRef = createTranslationRef({
  id: 'plugin.slo-scout',
  messages: {
    ...commonMessages,
    ...sloMessages,
    ...generateMessages,
    ...artifactMessages,
    ...deploymentMessages,
  },
});
