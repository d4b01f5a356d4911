import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useEntityData } from '../../hooks/EntityData';
import { useText } from '../../hooks/useText';

/** Which environment the views are about; absent where there is only one. */
export function EnvironmentSelect() {
  const { capabilities, environment, setEnvironment } = useEntityData();
  const t = useText();
  const names = capabilities.value?.environments.map(e => e.name) ?? [];
  if (names.length < 2 || environment === undefined) return null;
  return (
    <TextField
      id="slo-scout-environment"
      label={t('common.environment')}
      onChange={event => setEnvironment(event.target.value)}
      select
      size="small"
      value={names.includes(environment) ? environment : ''}
      variant="outlined"
      style={{ minWidth: 180 }}
    >
      {names.map(name => (
        <MenuItem key={name} value={name}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
