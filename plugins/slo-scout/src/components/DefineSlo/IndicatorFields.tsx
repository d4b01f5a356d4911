import Box from '@material-ui/core/Box';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { THRESHOLD_OPERATORS } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { FormChange } from '../../documents/applyForm';
import type { IndicatorKind, SloForm } from '../../documents/form';
import { operatorSign } from '../../format/slo';
import { useText } from '../../hooks/useText';
import { PromqlField } from '../PromqlField';
import { ChoiceField } from './ChoiceField';
import { NumberField } from './NumberField';

const KINDS: IndicatorKind[] = ['bad', 'good', 'share', 'threshold'];

interface Props {
  form: SloForm;
  onChange: (change: FormChange) => void;
}

/** What is measured. */
export function IndicatorFields({ form, onChange }: Props) {
  const t = useText();
  const { kind } = form;
  if (kind === undefined) {
    return (
      <Typography paragraph variant="body2">
        {t('define.field.referred')}
      </Typography>
    );
  }
  const counted = kind === 'good' || kind === 'bad';
  return (
    <>
      <ChoiceField
        choices={KINDS.map(value => ({
          value,
          text: t(`define.field.kinds.${value}`),
        }))}
        id="slo-scout-define-kind"
        label={t('define.field.kind')}
        onChange={value => onChange({ kind: value })}
        value={kind}
      />
      <PromqlField
        label={t(`define.field.query.${kind}`)}
        onChange={query => onChange({ query })}
        value={form.query}
      />
      {counted && (
        <>
          <PromqlField
            label={t('define.field.total')}
            onChange={total => onChange({ total })}
            value={form.total}
          />
          <Counter form={form} onChange={onChange} />
        </>
      )}
      {kind === 'share' && (
        <ChoiceField
          choices={(['failure', 'success'] as const).map(value => ({
            value,
            text: t(`define.field.shares.${value}`),
          }))}
          id="slo-scout-define-share"
          label={t('define.field.shareOf')}
          onChange={shareOf => onChange({ shareOf })}
          value={form.shareOf}
        />
      )}
      {kind === 'threshold' && <Limit form={form} onChange={onChange} />}
      <Typography color="textSecondary" variant="caption">
        {t('define.field.completion')}
      </Typography>
    </>
  );
}

function Counter({ form, onChange }: Props) {
  const t = useText();
  const said = form.counter ? 'yes' : 'no';
  return (
    <ChoiceField
      choices={(['yes', 'no', 'unknown'] as const).map(value => ({
        value,
        text: t(`define.field.counters.${value}`),
      }))}
      id="slo-scout-define-counter"
      label={t('define.field.counter')}
      onChange={value =>
        onChange({ counter: value === 'unknown' ? undefined : value === 'yes' })
      }
      value={form.counter === undefined ? 'unknown' : said}
    />
  );
}

function Limit({ form, onChange }: Props) {
  const t = useText();
  return (
    <Box display="grid" gridGap={16} gridTemplateColumns="1fr 1fr 1fr">
      <ChoiceField
        choices={THRESHOLD_OPERATORS.map(value => ({
          value,
          text: operatorSign(value),
        }))}
        id="slo-scout-define-op"
        label={t('define.field.op')}
        onChange={op => onChange({ op })}
        value={form.op}
      />
      <NumberField
        id="slo-scout-define-limit"
        label={t('define.field.limit')}
        onChange={limit => onChange({ limit })}
        value={form.limit}
      />
      <TextField
        fullWidth
        helperText={t('define.field.alertForHelp')}
        id="slo-scout-define-alert-for"
        label={t('define.field.alertFor')}
        margin="dense"
        onChange={event => onChange({ alertFor: event.target.value })}
        value={form.alertFor}
        variant="outlined"
      />
    </Box>
  );
}
