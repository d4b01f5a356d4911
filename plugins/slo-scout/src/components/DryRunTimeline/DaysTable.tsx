import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { SliCurve } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import type { AlertRow } from '../../model/dryRun';
import { curveName, daysOf } from '../../model/sliCurve';
import { TimeText } from '../TimeText';
import { budgetLeftWords } from './budgetWords';

/** The curve for those who read, by days. */
export function DaysTable(props: {
  curve: SliCurve;
  /** Alerts about it; without them there is no column of firings. */
  rows?: AlertRow[];
}) {
  const { curve, rows } = props;
  const t = useText();
  return (
    // Scrolls sideways on a narrow screen, by keyboard too.
    <TableContainer tabIndex={0}>
      <Table
        size="small"
        style={{ minWidth: 460 }}
        aria-label={t('dryRun.days.title', { slo: curveName(curve) })}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('dryRun.days.day')}</TableCell>
            <TableCell align="right">{t('dryRun.days.lowest')}</TableCell>
            <TableCell align="right">{t('dryRun.days.left')}</TableCell>
            {rows && (
              <TableCell align="right">{t('dryRun.days.firings')}</TableCell>
            )}
          </TableRow>
        </TableHead>
        <TableBody>
          {daysOf(curve, rows ?? []).map(day => (
            <TableRow key={day.start}>
              <TableCell>
                <TimeText form="day" value={day.start} />
              </TableCell>
              <TableCell align="right">
                {day.lowestSli === null
                  ? t('dryRun.readout.noEvents')
                  : formatPercent(Number(day.lowestSli.toFixed(6)))}
              </TableCell>
              <TableCell align="right">
                {budgetLeftWords(day.budgetLeft, t)}
              </TableCell>
              {rows && <TableCell align="right">{day.firings}</TableCell>}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
