import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { DashboardPanel } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatUnit } from '../../format/unit';
import { useText } from '../../hooks/useText';
import { TimeText } from '../TimeText';
import { NoValues, PanelErrors } from './PanelNotes';

/** The queries of a table panel as one table. */
export function PanelTableView({ panel }: { panel: DashboardPanel }) {
  const t = useText();
  const { columns, rows } = panel.table ?? { columns: [], rows: [] };
  return (
    <>
      <PanelErrors panel={panel} />
      {rows.length === 0 && <NoValues panel={panel} />}
      {rows.length > 0 && (
        // Scrolls in itself, by keyboard too.
        <TableContainer tabIndex={0}>
          <Table
            aria-label={t('preview.dashboard.tableOf', { panel: panel.title })}
            size="small"
          >
            <TableHead>
              <TableRow>
                {columns.map(({ name }) => (
                  <TableCell key={name}>{name}</TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((row, index) => (
                <TableRow key={index}>
                  {row.map((value, i) => (
                    <TableCell key={columns[i].name}>
                      <Cell unit={columns[i].unit} value={value} />
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </>
  );
}

function Cell(props: { value: string | number | null; unit?: string }) {
  const { value, unit } = props;
  if (typeof value === 'string') return <>{value}</>;
  // Grafana's times are milliseconds since 1970.
  if (value !== null && unit?.startsWith('dateTime')) {
    return <TimeText value={value} />;
  }
  return <>{formatUnit(value, unit)}</>;
}
