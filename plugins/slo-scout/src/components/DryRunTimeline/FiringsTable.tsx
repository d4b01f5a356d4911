import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { formatDuration } from '../../format/duration';
import { formatNumber } from '../../format/number';
import { useText } from '../../hooks/useText';
import type { AlertRow } from '../../model/dryRun';
import { TimeText } from '../TimeText';

/** The timeline for those who read: every firing with start, end and peak. */
export function FiringsTable({ rows }: { rows: AlertRow[] }) {
  const t = useText();
  return (
    // Scrolls sideways on a narrow screen, by keyboard too.
    <TableContainer tabIndex={0}>
      <Table
        size="small"
        style={{ minWidth: 720 }}
        aria-label={t('dryRun.timeline')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('dryRun.alert')}</TableCell>
            <TableCell>{t('dryRun.start')}</TableCell>
            <TableCell>{t('dryRun.end')}</TableCell>
            <TableCell align="right">{t('dryRun.duration')}</TableCell>
            <TableCell align="right">{t('dryRun.peak')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.flatMap(row =>
            row.firings.map(firing => (
              <TableRow key={`${row.key}-${firing.start}`}>
                <TableCell>
                  {row.alert} {row.distinction}
                </TableCell>
                <TableCell>
                  <TimeText value={firing.start} />
                  {firing.open_at_start && ` (${t('dryRun.openAtStart')})`}
                </TableCell>
                <TableCell>
                  <TimeText value={firing.end} />
                  {firing.open_at_end && ` (${t('dryRun.openAtEnd')})`}
                </TableCell>
                <TableCell align="right">
                  {formatDuration(firing.duration_seconds)}
                </TableCell>
                <TableCell align="right">{formatNumber(firing.peak)}</TableCell>
              </TableRow>
            )),
          )}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
