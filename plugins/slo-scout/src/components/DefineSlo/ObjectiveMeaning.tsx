import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  SliCurve,
  SliEvents,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  formatDuration,
  formatWindow,
  prometheusSeconds,
} from '../../format/duration';
import { formatNumber, formatPercent } from '../../format/number';
import { type Text, useText } from '../../hooks/useText';
import { meaningOf } from '../../model/objective';
import { TimeText } from '../TimeText';

const useStyles = makeStyles(theme => ({
  said: { margin: theme.spacing(0, 0, 1), paddingLeft: theme.spacing(2) },
}));

/** So much more than all of it was spent that a percentage says nothing. */
const OVERSPENT = 1;

/** How much of a budget is spent, in a sentence. */
export function spentWords(spent: number, t: Text): string {
  if (spent <= 0) return t('define.curve.unspent');
  return spent > OVERSPENT
    ? t('define.curve.overspent', { times: formatNumber(spent) })
    : t('define.curve.spent', { percent: roughly(spent) });
}

/** A share as people say it: two digits that matter, never 0 % of something. */
function roughly(share: number): string {
  return formatPercent(Number(share.toPrecision(2)));
}

/** What an objective allows, and how the last days would have gone with it. */
export function ObjectiveMeaning(props: {
  curve: SliCurve;
  events: SliEvents;
}) {
  const { curve, events } = props;
  const classes = useStyles();
  const t = useText();
  const meaning = meaningOf(events, curve);
  if (!meaning) return null;
  const { good, spent, mostSpent, ranOut } = meaning;
  const period = prometheusSeconds(curve.window);
  return (
    <ul className={classes.said}>
      <Typography component="li" variant="body2">
        {t('define.curve.good', {
          percent: formatPercent(Number(good.toFixed(6))),
        })}
      </Typography>
      {period !== undefined && (
        <Typography component="li" variant="body2">
          {t('define.curve.allows', {
            outage: formatDuration((1 - curve.objective) * period),
            window: formatWindow(curve.window),
          })}
        </Typography>
      )}
      <Typography component="li" variant="body2">
        {spentWords(spent, t)}
      </Typography>
      {mostSpent > spent * 1.2 && mostSpent <= OVERSPENT && (
        <Typography component="li" variant="body2">
          {t('define.curve.mostSpent', { percent: roughly(mostSpent) })}
        </Typography>
      )}
      {ranOut !== undefined && (
        <Typography component="li" variant="body2">
          {t('define.curve.ranOut')} <TimeText value={ranOut} />
        </Typography>
      )}
    </ul>
  );
}
