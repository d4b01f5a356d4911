import { useState } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { SEVERITIES } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { FormChange } from '../../documents/applyForm';
import type { SloForm } from '../../documents/form';
import { useText } from '../../hooks/useText';
import { readNumber } from '../../model/whatIfScale';
import { ChoiceField } from './ChoiceField';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 130px), 1fr))',
    gap: theme.spacing(0, 2),
  },
}));

/** How good it must be, for how long, and how bad it is otherwise. */
export function PromiseFields(props: {
  form: SloForm;
  onChange: (change: FormChange) => void;
}) {
  const { form, onChange } = props;
  const classes = useStyles();
  const t = useText();
  return (
    <>
      <div className={classes.row}>
        <PercentField
          onChange={percent => onChange({ percent })}
          value={form.percent}
        />
        <TextField
          fullWidth
          helperText={t('define.field.windowHelp')}
          id="slo-scout-define-window"
          label={t('define.field.window')}
          margin="dense"
          onChange={event => onChange({ window: event.target.value })}
          value={form.window}
          variant="outlined"
        />
        <ChoiceField
          choices={SEVERITIES.map(value => ({
            value,
            text: t(`define.field.severities.${value}`),
          }))}
          id="slo-scout-define-severity"
          label={t('define.field.severity')}
          onChange={severity => onChange({ severity })}
          value={form.severity}
        />
      </div>
      {(form.kind === 'good' || form.kind === 'bad' || form.exact) && (
        <FormControlLabel
          control={
            <Checkbox
              checked={form.exact}
              color="primary"
              onChange={(_, exact) => onChange({ exact })}
            />
          }
          label={t('define.field.exact')}
        />
      )}
    </>
  );
}

/**
 * A number of the document while it is being written: `99.` on the way to `99.9`
 * is the number 99 there, and must not be put back into the field.
 */
function PercentField(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const t = useText();
  const [written, setWritten] = useState<string>();
  const same =
    written !== undefined &&
    (written === value || readNumber(written) === readNumber(value));
  return (
    <TextField
      fullWidth
      id="slo-scout-define-objective"
      InputProps={{ endAdornment: '%' }}
      inputProps={{ inputMode: 'decimal' }}
      label={t('define.field.percent')}
      margin="dense"
      onBlur={() => setWritten(undefined)}
      onChange={event => {
        setWritten(event.target.value);
        onChange(event.target.value);
      }}
      value={same ? written : value}
      variant="outlined"
    />
  );
}
