import { useEffect, useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import type { SliCurve } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration } from '../../format/duration';
import { formatPercent } from '../../format/number';
import { withZonedTimes, zonedTime } from '../../format/time';
import { useText, type Text } from '../../hooks/useText';
import type { TimeView } from '../../hooks/useTimeView';
import type { AlertRow } from '../../model/dryRun';
import { outageSpent, readingAt } from '../../model/sliCurve';
import { TextWithTimes, TimeText } from '../TimeText';
import { budgetShare } from '../../format/budget';

// A moving hand would otherwise have a screen reader speak without end.
const SPEAK_AFTER_MS = 600;
// At the scale of a month a firing is thinner than what a hand can point at.
const NEAR = 1 / 400;

const useStyles = makeStyles(theme => ({
  readout: {
    minHeight: theme.typography.pxToRem(42),
    margin: theme.spacing(0.5, 0, 1),
    fontSize: theme.typography.pxToRem(13),
    fontVariantNumeric: 'tabular-nums',
  },
  hidden: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
}));

/** What the charts say of the chosen instant, in words. */
export function Readout(props: {
  time: TimeView;
  rows: AlertRow[];
  curve?: SliCurve;
}) {
  const { time, rows, curve } = props;
  const { cursor, view } = time;
  const classes = useStyles();
  const t = useText();
  const near = (view.end - view.start) * NEAR;
  const words =
    cursor === undefined
      ? ''
      : [
          ...(curve ? curveWords(curve, cursor, t) : []),
          firingWords(rows, cursor, near, t),
        ].join(' · ');
  const spoken = useSettled(
    cursor === undefined
      ? ''
      : `${zonedTime(cursor)} · ${withZonedTimes(words)}`,
  );
  return (
    <div className={classes.readout}>
      <div aria-hidden={cursor === undefined ? undefined : true}>
        {cursor === undefined ? (
          t('dryRun.chart.noPoint')
        ) : (
          <>
            <strong>
              <TimeText value={cursor} />
            </strong>{' '}
            · <TextWithTimes>{words}</TextWithTimes>
          </>
        )}
      </div>
      <div aria-live="polite" className={classes.hidden}>
        {spoken}
      </div>
    </div>
  );
}

function useSettled(words: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), SPEAK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

function curveWords(curve: SliCurve, instant: number, t: Text): string[] {
  const { sli, budgetLeft } = readingAt(curve, instant);
  return [sliWords(curve, sli, t), ...budgetWords(curve, budgetLeft, t)].filter(
    Boolean,
  );
}

function sliWords(
  curve: SliCurve,
  sli: number | null | undefined,
  t: Text,
): string {
  if (sli === undefined) return '';
  if (sli === null) return t('dryRun.readout.noEvents');
  return t('dryRun.readout.sli', {
    percent: formatPercent(Number(sli.toFixed(6))),
    objective: formatPercent(curve.objective),
  });
}

function budgetWords(
  curve: SliCurve,
  left: number | null | undefined,
  t: Text,
): string[] {
  if (left === null || left === undefined) return [];
  const outage = outageSpent(curve, left);
  const share = budgetShare(Math.abs(left));
  return [
    left < 0
      ? t('dryRun.readout.overspent', { percent: share })
      : t('dryRun.readout.left', { percent: share }),
    outage === undefined
      ? ''
      : t('dryRun.readout.spent', { outage: formatDuration(outage) }),
  ];
}

function firingWords(
  rows: AlertRow[],
  instant: number,
  near: number,
  t: Text,
): string {
  const names = rows.flatMap(row =>
    row.firings
      .filter(
        ({ start, end }) =>
          Date.parse(start) - near <= instant &&
          instant <= Date.parse(end) + near,
      )
      .map(firing =>
        t('dryRun.readout.firingOf', {
          alert: [row.alert, row.distinction].filter(Boolean).join(' '),
          time: firing.start,
          duration: formatDuration(firing.duration_seconds),
        }),
      ),
  );
  return names.length > 0
    ? t('dryRun.readout.firing', { alerts: names.join(', ') })
    : t('dryRun.readout.quiet');
}
