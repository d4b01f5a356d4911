import { makeStyles } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import {
  SLO_STATES,
  type OverviewCounts,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatNumber } from '../../format/number';
import { useAddress } from '../../hooks/useAddress';
import { useText } from '../../hooks/useText';

const useStyles = makeStyles(theme => ({
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  },
  button: {
    color: theme.palette.text.primary,
    border: `1px solid ${theme.palette.divider} !important`,
    borderRadius: `${theme.shape.borderRadius}px !important`,
    textTransform: 'none',
    padding: theme.spacing(0.5, 1.5),
    '&.Mui-selected': {
      color: theme.palette.text.primary,
      borderColor: `${theme.palette.primary.main} !important`,
      boxShadow: `inset 0 0 0 1px ${theme.palette.primary.main}`,
    },
  },
}));

const ALL = 'all';

/** How many SLOs stand how; one press shows only those. */
export function StateFilter(props: { counts: OverviewCounts | undefined }) {
  const { counts } = props;
  const classes = useStyles();
  const t = useText();
  const { get, set } = useAddress();
  const chosen = SLO_STATES.find(state => state === get('state')) ?? ALL;
  const all = counts && Object.values(counts.slos).reduce((a, b) => a + b, 0);
  const options = [
    { value: ALL, text: t('organisation.filters.all'), number: all },
    ...SLO_STATES.map(state => ({
      value: state,
      text: t(`organisation.state.${state}`),
      number: counts?.slos[state],
    })),
  ];
  return (
    <ToggleButtonGroup
      aria-label={t('organisation.filters.states')}
      className={classes.group}
      exclusive
      onChange={(_, state: string | null) =>
        set({ state: state === ALL || state === null ? undefined : state })
      }
      size="small"
      value={chosen}
    >
      {options.map(({ value, text, number }) => (
        <ToggleButton key={value} className={classes.button} value={value}>
          {number === undefined ? text : `${text} ${formatNumber(number)}`}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
