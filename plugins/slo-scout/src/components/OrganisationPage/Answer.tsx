import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { OverviewCounts } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatNumber } from '../../format/number';
import { useText } from '../../hooks/useText';
import { worstState } from '../../model/sloQuestion';
import { SloStateChip } from '../StatusChip';

const useStyles = makeStyles(theme => ({
  paper: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(2, 3),
    marginBottom: theme.spacing(3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
  },
  words: {
    [theme.breakpoints.down('xs')]: { fontSize: theme.typography.pxToRem(16) },
  },
}));

/** Are our services all right, in a sentence. What is not known is never called right. */
export function Answer(props: { counts: OverviewCounts; narrowed: boolean }) {
  const { counts, narrowed } = props;
  const classes = useStyles();
  const t = useText();
  if (counts.all_services === 0) return null;
  const worst = worstState(counts.services);
  return (
    <Paper
      aria-label={t('organisation.answer.label')}
      className={classes.paper}
      component="section"
      variant="outlined"
    >
      <SloStateChip state={worst ?? 'healthy'} />
      <Typography
        className={classes.words}
        component="p"
        role="status"
        variant="h6"
      >
        {worst
          ? t(`organisation.answer.${worst}`, {
              count: counts.services[worst],
              all: formatNumber(counts.all_services),
            })
          : t('organisation.answer.healthy', { count: counts.all_services })}
      </Typography>
      {narrowed && (
        <Typography color="textSecondary" variant="body2">
          {t('organisation.answer.narrowed')}
        </Typography>
      )}
    </Paper>
  );
}
