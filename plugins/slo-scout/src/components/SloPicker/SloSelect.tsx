import Box from '@material-ui/core/Box';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete, {
  createFilterOptions,
} from '@material-ui/lab/Autocomplete';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import { SloStatusChip } from '../StatusChip';

/** Only what somebody approved can be generated from. */
export const isInForce = (slo: Slo) => slo.status === 'approved';

/** By everything that people may remember of an SLO. */
const filterOptions = createFilterOptions<Slo>({
  stringify: slo =>
    [slo.name, slo.display_name, slo.description].filter(Boolean).join(' '),
});

/** Several SLOs by search or keyboard; what is not in force is shown, with why. */
export function SloSelect(props: {
  id: string;
  label: string;
  slos: Slo[];
  /** Names. */
  picked: string[];
  onChange: (names: string[]) => void;
  required?: boolean;
  disabled?: boolean;
  describedBy?: string;
}) {
  const t = useText();
  const { slos, picked } = props;
  const sorted = [...slos].sort(
    (a, b) =>
      Number(isInForce(b)) - Number(isInForce(a)) ||
      a.name.localeCompare(b.name),
  );
  return (
    <Autocomplete
      multiple
      id={props.id}
      options={sorted}
      value={sorted.filter(slo => picked.includes(slo.name))}
      onChange={(_, chosen) => props.onChange(chosen.map(slo => slo.name))}
      disabled={props.disabled}
      disableCloseOnSelect
      filterSelectedOptions
      filterOptions={filterOptions}
      getOptionLabel={slo => slo.name}
      getOptionSelected={(option, value) => option.name === value.name}
      getOptionDisabled={slo => !isInForce(slo)}
      noOptionsText={t('sloPicker.noMatch')}
      renderOption={slo => <Option slo={slo} />}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label={props.label}
          placeholder={t('sloPicker.search')}
          required={props.required}
          inputProps={{
            ...params.inputProps,
            'aria-describedby': props.describedBy,
            // The value is in the chips, not in what is typed.
            required: props.required && picked.length === 0,
          }}
        />
      )}
    />
  );
}

function Option({ slo }: { slo: Slo }) {
  const t = useText();
  return (
    <Box display="flex" alignItems="center" flexWrap="wrap" gridGap={8}>
      <Box flexGrow={1}>
        <Typography variant="body2">{slo.name}</Typography>
        <Typography variant="caption" color="textSecondary" component="div">
          {slo.status === 'approved'
            ? t('sloPicker.hint', {
                objective: formatPercent(slo.objective),
                window: slo.window,
              })
            : t(`sloPicker.why.${slo.status}`)}
        </Typography>
      </Box>
      <SloStatusChip status={slo.status} />
    </Box>
  );
}
