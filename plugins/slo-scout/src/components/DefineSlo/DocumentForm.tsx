import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type { FormChange } from '../../documents/applyForm';
import type { FormRefusal, FormView } from '../../documents/form';
import { type Text, useText } from '../../hooks/useText';
import { IndicatorFields } from './IndicatorFields';
import { PromiseFields } from './PromiseFields';

const MOST_PATHS = 5;

interface Props {
  view: FormView;
  /** A new document has the name of an SLO that there is. */
  nameTaken: boolean;
  onChange: (change: FormChange) => void;
  onChoose: (index: number) => void;
  onExample: () => void;
}

/** The document as fields; says so where it is none that the form can show. */
export function DocumentForm(props: Props) {
  const { view, onChange, onChoose } = props;
  const t = useText();
  if (view.state === 'unreadable') {
    const { line, message } = view.fault;
    return (
      <Alert severity="warning" role="status">
        {t('define.unreadable', { line: String(line), message })}
      </Alert>
    );
  }
  if (view.state === 'empty') {
    return (
      <Alert
        severity="info"
        action={
          <Button color="inherit" onClick={props.onExample} size="small">
            {t('define.useExample')}
          </Button>
        }
      >
        {t('define.empty')}
      </Alert>
    );
  }
  const choices = view.choices.length > 1 && (
    <TextField
      fullWidth
      id="slo-scout-define-choose"
      label={t('define.choose')}
      margin="dense"
      onChange={event => onChoose(Number(event.target.value))}
      select
      value={view.chosen}
      variant="outlined"
    >
      {view.choices.map(({ index, name }) => (
        <MenuItem key={index} value={index}>
          {name || t('define.unnamed', { number: String(index + 1) })}
        </MenuItem>
      ))}
    </TextField>
  );
  if (view.state === 'refused') {
    return (
      <>
        {choices}
        <Box mt={1}>
          <Alert severity="info" role="status">
            {refusalWords(view.refusal, t)}
          </Alert>
        </Box>
      </>
    );
  }
  const { form, kept } = view;
  return (
    <form
      aria-label={t('define.form')}
      noValidate
      onSubmit={event => event.preventDefault()}
    >
      {choices}
      <TextField
        fullWidth
        helperText={props.nameTaken ? t('define.nameTaken') : undefined}
        id="slo-scout-define-name"
        label={t('define.field.name')}
        margin="dense"
        onChange={event => onChange({ name: event.target.value })}
        value={form.name}
        variant="outlined"
      />
      <TextField
        fullWidth
        id="slo-scout-define-title"
        label={t('define.field.displayName')}
        margin="dense"
        onChange={event => onChange({ displayName: event.target.value })}
        value={form.displayName}
        variant="outlined"
      />
      <TextField
        fullWidth
        id="slo-scout-define-description"
        label={t('define.field.description')}
        margin="dense"
        multiline
        onChange={event => onChange({ description: event.target.value })}
        value={form.description}
        variant="outlined"
      />
      <IndicatorFields form={form} onChange={onChange} />
      <PromiseFields form={form} onChange={onChange} />
      {kept.length > 0 && (
        <Typography color="textSecondary" variant="body2">
          {t('define.kept', { count: kept.length, paths: listed(kept, t) })}
        </Typography>
      )}
    </form>
  );
}

function listed(paths: string[], t: Text): string {
  const shown = paths.slice(0, MOST_PATHS).join(', ');
  const more = paths.length - MOST_PATHS;
  return more > 0
    ? t('define.keptMore', { paths: shown, number: String(more) })
    : shown;
}

function refusalWords(refusal: FormRefusal, t: Text): string {
  switch (refusal.because) {
    case 'dialect':
      return t('define.refused.dialect', { what: refusal.what });
    case 'shape':
      return t('define.refused.shape', { what: refusal.what });
    default:
      return t(`define.refused.${refusal.because}`);
  }
}
