import Box from '@material-ui/core/Box';
import { useEntityData } from '../../hooks/EntityData';
import { useText } from '../../hooks/useText';
import { ErrorNotice } from '../LoadState';

/** Without permissions no button of any view can be used: says why, and asks again. */
export function PermissionsNotice() {
  const { capabilities } = useEntityData();
  const t = useText();
  if (!capabilities.error) return null;
  return (
    <Box mb={2}>
      <ErrorNotice
        error={capabilities.error}
        onRetry={capabilities.refresh}
        title={t('reason.unknown')}
      />
    </Box>
  );
}
