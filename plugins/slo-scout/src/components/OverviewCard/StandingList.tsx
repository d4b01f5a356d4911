import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { budgetWords, burnWords, sliShare } from '../../format/budget';
import { formatWindow } from '../../format/duration';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import type { Standing } from '../../model/standing';
import { BudgetBar } from '../BudgetBar';
import { partName } from '../BudgetHistory/partName';
import { StandingChip } from '../StatusChip';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    '&:last-child': { borderBottom: 'none' },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 1),
    overflowWrap: 'anywhere',
  },
}));

/** One item an SLO, in the order given. */
export function StandingList({ standings }: { standings: Standing[] }) {
  const classes = useStyles();
  const t = useText();
  return (
    <ul aria-label={t('overviewCard.list')} className={classes.list}>
      {standings.map(standing => (
        <li key={standing.slo.id} className={classes.item}>
          <Item standing={standing} />
        </li>
      ))}
    </ul>
  );
}

function Item({ standing }: { standing: Standing }) {
  const classes = useStyles();
  const t = useText();
  const { slo, state, measured, parts } = standing;
  const words = measured ? budgetWords(measured, t) : t('measured.none');
  return (
    <>
      <div className={classes.head}>
        <Typography variant="subtitle2" component="h3">
          {slo.name}
        </Typography>
        <StandingChip standing={standing} />
      </div>
      <Typography variant="body2" color="textSecondary">
        {t('overviewCard.objective', {
          objective: formatPercent(slo.objective),
          window: formatWindow(slo.window),
        })}
        {' · '}
        {typeof measured?.sli_1h === 'number'
          ? t('overviewCard.value', { value: sliShare(measured.sli_1h) })
          : t('overviewCard.noValue')}
      </Typography>
      <BudgetBar
        label={t('measured.bar', { name: slo.name })}
        left={measured?.budget_left ?? null}
        state={state}
        words={words}
      />
      <Typography variant="body2">{words}</Typography>
      {measured && (
        <Typography variant="body2" color="textSecondary">
          {burnWords(measured.burn_rate_1h, t)}
          {parts > 1 &&
            ` · ${t('overviewCard.worstPart', {
              part: partName(measured),
              number: String(parts),
            })}`}
        </Typography>
      )}
    </>
  );
}
