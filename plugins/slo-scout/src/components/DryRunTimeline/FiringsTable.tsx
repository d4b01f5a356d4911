import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { budgetShare } from '../../format/budget';
import { formatDuration } from '../../format/duration';
import { formatNumber } from '../../format/number';
import { useText } from '../../hooks/useText';
import type { AlertRow } from '../../model/dryRun';
import { TimeText } from '../TimeText';
import { budgetLeftWords } from './budgetWords';

/** The timeline for those who read: every firing, and what it cost. */
export function FiringsTable({ rows }: { rows: AlertRow[] }) {
  const t = useText();
  const unlessUnknown = (
    value: number | undefined,
    format: (known: number) => string,
  ) => (value === undefined ? t('dryRun.notSaid') : format(value));
  return (
    // Scrolls sideways on a narrow screen, by keyboard too.
    <TableContainer tabIndex={0}>
      <Table
        size="small"
        style={{ minWidth: 980 }}
        aria-label={t('dryRun.timeline')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('dryRun.alert')}</TableCell>
            <TableCell>{t('dryRun.start')}</TableCell>
            <TableCell>{t('dryRun.end')}</TableCell>
            <TableCell align="right">{t('dryRun.duration')}</TableCell>
            <TableCell align="right">{t('dryRun.peak')}</TableCell>
            <TableCell align="right">{t('dryRun.toFire')}</TableCell>
            <TableCell align="right">{t('dryRun.burnt')}</TableCell>
            <TableCell align="right">{t('dryRun.leftWhenFired')}</TableCell>
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
                <TableCell align="right">
                  {unlessUnknown(firing.seconds_to_fire, formatDuration)}
                </TableCell>
                <TableCell align="right">
                  {unlessUnknown(firing.budget_burnt, budgetShare)}
                </TableCell>
                <TableCell align="right">
                  {budgetLeftWords(firing.budget_left, t)}
                </TableCell>
              </TableRow>
            )),
          )}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
