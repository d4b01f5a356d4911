import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type {
  AlertStatistics,
  DryRunResult,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration } from '../../format/duration';
import { formatNumber, formatPercent } from '../../format/number';
import { replayReason } from '../../format/sentence';
import { useText, type Text } from '../../hooks/useText';
import type { AlertRow } from '../../model/dryRun';

const duration = (count: number, seconds: number) =>
  count > 0 ? formatDuration(seconds) : '–';

/** What the firings of each alert come to, and of all. */
export function AlertsTable(props: { rows: AlertRow[]; result: DryRunResult }) {
  const { rows, result } = props;
  const t = useText();
  const known = rows.some(row => row.statistics);
  return (
    <>
      {/* Scrolls sideways on a narrow screen, by keyboard too. */}
      <TableContainer tabIndex={0}>
        <Table
          size="small"
          style={{ minWidth: 900 }}
          aria-label={t('dryRun.title', { days: String(result.range_days) })}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('dryRun.alert')}</TableCell>
              <TableCell align="right">{t('dryRun.count')}</TableCell>
              <TableCell align="right">{t('dryRun.average')}</TableCell>
              <TableCell align="right">{t('dryRun.perMonth')}</TableCell>
              <TableCell align="right">{t('dryRun.longest')}</TableCell>
              <TableCell align="right">{t('dryRun.atNight')}</TableCell>
              <TableCell align="right">{t('dryRun.atWeekend')}</TableCell>
              <TableCell align="right">{t('dryRun.flaps')}</TableCell>
              <TableCell>{t('dryRun.overlap')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(row => (
              <Row key={row.key} row={row} />
            ))}
            <Totals result={result} />
          </TableBody>
        </Table>
      </TableContainer>
      {known && (
        <Typography color="textSecondary" component="p" variant="caption">
          {t('dryRun.explain', {
            zone: result.time_zone ?? t('dryRun.explainUnknownZone'),
          })}
        </Typography>
      )}
    </>
  );
}

function Row({ row }: { row: AlertRow }) {
  const t = useText();
  const reason = replayReason(row, t);
  return (
    <TableRow>
      <TableCell>
        {row.alert} {row.distinction}
      </TableCell>
      {reason ? (
        <TableCell colSpan={8}>{t('dryRun.notReplayed', { reason })}</TableCell>
      ) : (
        <>
          <TableCell align="right">{row.count}</TableCell>
          <TableCell align="right">
            {duration(row.count, row.averageSeconds)}
          </TableCell>
          <TableCell align="right">{formatNumber(row.perMonth)}</TableCell>
          {statisticsCells(row.statistics, t).map((text, index) => (
            <TableCell key={index} align={index < 4 ? 'right' : 'left'}>
              {text}
            </TableCell>
          ))}
        </>
      )}
    </TableRow>
  );
}

/** Longest, at night, at weekends, flapping, overlaps; dashes where nobody counted. */
function statisticsCells(
  statistics: AlertStatistics | undefined,
  t: Text,
): string[] {
  if (!statistics) return Array.from({ length: 5 }, () => t('dryRun.notSaid'));
  const { count, overlaps } = statistics;
  const share = (value: number) =>
    count > 0 ? formatPercent(Number(value.toFixed(2))) : t('dryRun.notSaid');
  return [
    duration(count, statistics.longest_seconds),
    share(statistics.night_share),
    share(statistics.weekend_share),
    String(statistics.flaps),
    overlaps
      .map(overlap =>
        t('dryRun.overlapOf', {
          alert: overlap.alert,
          percent: formatPercent(Number(overlap.share.toFixed(2))),
        }),
      )
      .join(', ') || t('dryRun.notSaid'),
  ];
}

function Totals({ result }: { result: DryRunResult }) {
  const t = useText();
  const { historical_trigger_count: count } = result;
  return (
    <TableRow>
      <TableCell variant="head">{t('dryRun.total')}</TableCell>
      <TableCell align="right" variant="head">
        {count}
      </TableCell>
      <TableCell align="right" variant="head">
        {duration(count, result.avg_duration_seconds)}
      </TableCell>
      <TableCell align="right" variant="head">
        {formatNumber(result.alerts_per_month)}
      </TableCell>
      <TableCell colSpan={5} />
    </TableRow>
  );
}
