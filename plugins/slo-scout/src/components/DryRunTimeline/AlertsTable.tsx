import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration } from '../../format/duration';
import { formatNumber } from '../../format/number';
import { useText } from '../../hooks/useText';
import type { AlertRow } from '../../model/dryRun';

/** Count, average duration and alerts per month, of each alert and of all. */
export function AlertsTable(props: { rows: AlertRow[]; result: DryRunResult }) {
  const { rows, result } = props;
  const t = useText();
  const duration = (count: number, seconds: number) =>
    count > 0 ? formatDuration(seconds) : '–';
  return (
    // Scrolls sideways on a narrow screen, by keyboard too.
    <TableContainer tabIndex={0}>
      <Table
        size="small"
        style={{ minWidth: 520 }}
        aria-label={t('dryRun.title', { days: String(result.range_days) })}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('dryRun.alert')}</TableCell>
            <TableCell align="right">{t('dryRun.count')}</TableCell>
            <TableCell align="right">{t('dryRun.average')}</TableCell>
            <TableCell align="right">{t('dryRun.perMonth')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(row => (
            <TableRow key={row.key}>
              <TableCell>
                {row.alert} {row.distinction}
              </TableCell>
              {row.reason ? (
                <TableCell colSpan={3}>
                  {t('dryRun.notReplayed', { reason: row.reason })}
                </TableCell>
              ) : (
                <>
                  <TableCell align="right">{row.count}</TableCell>
                  <TableCell align="right">
                    {duration(row.count, row.averageSeconds)}
                  </TableCell>
                  <TableCell align="right">
                    {formatNumber(row.perMonth)}
                  </TableCell>
                </>
              )}
            </TableRow>
          ))}
          <TableRow>
            <TableCell variant="head">{t('dryRun.total')}</TableCell>
            <TableCell align="right" variant="head">
              {result.historical_trigger_count}
            </TableCell>
            <TableCell align="right" variant="head">
              {duration(
                result.historical_trigger_count,
                result.avg_duration_seconds,
              )}
            </TableCell>
            <TableCell align="right" variant="head">
              {formatNumber(result.alerts_per_month)}
            </TableCell>
          </TableRow>
        </TableBody>
      </Table>
    </TableContainer>
  );
}
