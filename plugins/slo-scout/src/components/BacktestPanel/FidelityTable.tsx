import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type { AlertFidelity } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import { TimeText } from '../TimeText';

const MOST_TIMES = 10;

/** Whether the replay says of their alerts what Prometheus itself recorded. */
export function FidelityTable({ fidelity }: { fidelity: AlertFidelity[] }) {
  const t = useText();
  return (
    <section aria-label={t('backtest.fidelity.title')}>
      <Typography component="h3" gutterBottom variant="h6">
        {t('backtest.fidelity.title')}
      </Typography>
      <Typography paragraph variant="body2">
        {fidelity.length > 0
          ? t('backtest.fidelity.explain')
          : t('backtest.fidelity.none')}
      </Typography>
      {fidelity.length > 0 && (
        // Scrolls sideways on a narrow screen, by keyboard too.
        <TableContainer tabIndex={0}>
          <Table
            aria-label={t('backtest.fidelity.title')}
            size="small"
            style={{ minWidth: 720 }}
          >
            <TableHead>
              <TableRow>
                <TableCell>{t('backtest.fidelity.alert')}</TableCell>
                <TableCell align="right">
                  {t('backtest.fidelity.agreement')}
                </TableCell>
                <TableCell align="right">
                  {t('backtest.fidelity.both')}
                </TableCell>
                <TableCell>{t('backtest.fidelity.onlyReplayed')}</TableCell>
                <TableCell>{t('backtest.fidelity.onlyRecorded')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {fidelity.map((one, index) => (
                <TableRow key={`${one.alert} ${index}`}>
                  <TableCell>{one.alert}</TableCell>
                  <TableCell align="right">{agreement(one)}</TableCell>
                  <TableCell align="right">{one.both}</TableCell>
                  <TableCell>
                    <Times spans={one.only_replayed} />
                  </TableCell>
                  <TableCell>
                    <Times spans={one.only_recorded} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </section>
  );
}

/** Rounded down: what is not in full agreement must not read so. */
function agreement(fidelity: AlertFidelity): string {
  return formatPercent(Math.floor(fidelity.agreement * 1000 + 1e-9) / 1000);
}

function Times(props: { spans: AlertFidelity['only_replayed'] }) {
  const { spans } = props;
  const t = useText();
  if (spans.length === 0) return <>{t('backtest.none')}</>;
  return (
    <>
      {spans.slice(0, MOST_TIMES).map(({ start, end }) => (
        <div key={start}>
          <TimeText value={start} /> – <TimeText value={end} />
        </div>
      ))}
      {spans.length > MOST_TIMES && (
        <div>
          {t('backtest.more', { number: String(spans.length - MOST_TIMES) })}
        </div>
      )}
    </>
  );
}
