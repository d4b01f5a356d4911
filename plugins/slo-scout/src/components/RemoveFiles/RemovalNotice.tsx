import { useState } from 'react';
import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import type { Removal } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useRemovals } from '../../hooks/useRemovals';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { RemoveFilesDialog } from './RemoveFilesDialog';

/** Says that files stand although no SLO is in force, and offers to take them away. */
export function RemovalNotice() {
  const removals = useRemovals();
  const t = useText();
  const whyNot = useWhyNot();
  // What is confirmed stays what was opened, whatever is read meanwhile.
  const [opened, setOpened] = useState<Removal>();
  return (
    <>
      {removals.error && (
        <Box mb={2}>
          <ErrorNotice
            title={t('removal.loadFailed')}
            error={removals.error}
            onRetry={removals.refresh}
          />
        </Box>
      )}
      {(removals.value ?? []).map(removal => (
        <Box key={removal.target} mb={2}>
          <Alert severity="warning">
            {t('removal.notice', {
              count: removal.files.length,
              environment: removal.environment,
            })}
            <Box mt={1}>
              <GuardedButton
                onClick={() => setOpened(removal)}
                reason={
                  removal.under_way ? t('removal.underWay') : whyNot('deploy')
                }
                size="small"
              >
                {t('removal.open')}
              </GuardedButton>
            </Box>
          </Alert>
        </Box>
      ))}
      {opened && (
        <RemoveFilesDialog
          removal={opened}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}
