import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import { useEntityData } from '../../hooks/EntityData';
import { useText } from '../../hooks/useText';

/** An address may name an environment that there is not, or no longer. */
export function EnvironmentNotice() {
  const { environment, unknownEnvironment, setEnvironment } = useEntityData();
  const t = useText();
  if (environment === undefined || unknownEnvironment === undefined)
    return null;
  return (
    <Box mb={2}>
      <Alert
        onClose={() => setEnvironment(environment)}
        role="status"
        severity="warning"
      >
        {t('common.unknownEnvironment', {
          name: unknownEnvironment,
          shown: environment,
        })}
      </Alert>
    </Box>
  );
}
