import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { SloMeasurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import { budgetCell, sliShare } from '../../format/budget';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import { rangeAround } from '../../model/curvePoints';
import { ChartPanel, Level, PANEL_WIDTH, ValueLine } from '../Chart';

const HEIGHT = 90;
const DAY_MS = 86_400_000;

/** The budget at the end of every stored day, drawn and as a table. */
export function BudgetDays(props: { name: string; measured: SloMeasurement }) {
  const { name, measured } = props;
  const t = useText();
  const { days } = measured;
  const range = rangeAround([...days.map(day => day.budget_left), 0, 1]);
  const times = days.map(({ day }) => Date.parse(day));
  const span = Math.max(DAY_MS, times[times.length - 1] - times[0]);
  // A day without data is a gap, not a line across it.
  const points = days.flatMap(({ budget_left: value }, index) => {
    const x = ((times[index] - times[0]) / span) * PANEL_WIDTH;
    const pause = index > 0 && times[index] - times[index - 1] > DAY_MS;
    return [...(pause ? [{ x, value: null }] : []), { x, value }];
  });
  return (
    <>
      <ChartPanel
        height={HEIGHT}
        label={t('measured.chart', { name })}
        labels={[
          { value: 1, text: formatPercent(1), side: 'left' },
          { value: 0, text: formatPercent(0), side: 'left' },
        ]}
        range={range}
        title={t('measured.chartTitle')}
      >
        <Level height={HEIGHT} kind="limit" range={range} value={0} />
        <ValueLine height={HEIGHT} points={points} range={range} />
      </ChartPanel>
      {/* Scrolls in itself, by keyboard too. */}
      <TableContainer tabIndex={0} style={{ maxHeight: 320 }}>
        <Table size="small" aria-label={t('measured.table', { name })}>
          <TableHead>
            <TableRow>
              <TableCell>{t('measured.day')}</TableCell>
              <TableCell align="right">{t('measured.sli')}</TableCell>
              <TableCell align="right">{t('measured.budgetLeft')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {[...days].reverse().map(({ day, sli, budget_left: left }) => (
              <TableRow key={day}>
                <TableCell>{day}</TableCell>
                <TableCell align="right">
                  {sli === null ? t('measured.noData') : sliShare(sli)}
                </TableCell>
                <TableCell align="right">{budgetCell(left, t)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </>
  );
}
