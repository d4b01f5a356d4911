import Typography from '@material-ui/core/Typography';
import ArrowDownward from '@material-ui/icons/ArrowDownward';
import ArrowUpward from '@material-ui/icons/ArrowUpward';
import Equal from '@material-ui/icons/DragHandle';
import Help from '@material-ui/icons/HelpOutline';
import type {
  DryRunResult,
  WhatIfAnswer,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatNumber } from '../../format/number';
import { useText } from '../../hooks/useText';
import { direction } from '../../model/whatIfNumbers';
import { Facts } from '../Card';
import { countWords } from '../DryRunTimeline';

const ICON = {
  fewer: ArrowDownward,
  more: ArrowUpward,
  same: Equal,
  incomparable: Help,
};

/** Before and after: what a manager asks first. */
export function WhatIfSummary(props: {
  before: WhatIfAnswer;
  after: WhatIfAnswer;
}) {
  const { before, after } = props;
  const t = useText();
  const way = direction(before, after);
  const Icon = ICON[way];
  const change = (words: (result: DryRunResult) => string) =>
    t('whatIf.change', {
      before: words(before.result),
      after: words(after.result),
    });
  return (
    <>
      <Facts
        facts={[
          {
            name: t('whatIf.perMonth'),
            value: (
              <Typography component="span" variant="h6">
                {change(result =>
                  countWords(result, formatNumber(result.alerts_per_month), t),
                )}{' '}
                <Icon aria-hidden fontSize="inherit" /> {t(`whatIf.${way}`)}
              </Typography>
            ),
          },
          {
            name: t('whatIf.firings', {
              days: String(after.result.range_days),
            }),
            value: (
              <Typography component="span" variant="h6">
                {change(result =>
                  countWords(
                    result,
                    String(result.historical_trigger_count),
                    t,
                  ),
                )}
              </Typography>
            ),
          },
        ]}
      />
      <Typography color="textSecondary" variant="body2">
        {t('whatIf.base', { revision: String(after.base_revision) })}{' '}
        {after.queries === 0
          ? t('whatIf.fetched')
          : t('whatIf.queried', { count: after.queries })}
      </Typography>
    </>
  );
}
