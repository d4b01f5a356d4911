import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { SEVERITIES } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { FormChange } from '../../documents/applyForm';
import type { SloForm } from '../../documents/form';
import { useText } from '../../hooks/useText';
import { ChoiceField } from './ChoiceField';
import { NumberField } from './NumberField';

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
        <NumberField
          id="slo-scout-define-objective"
          label={t('define.field.percent')}
          onChange={percent => onChange({ percent })}
          unit="%"
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
