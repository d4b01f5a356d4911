import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type { OverviewSlo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { TimeText } from '../TimeText';
import { BudgetLeft } from './BudgetLeft';
import { ServiceLink } from './ServiceLink';
import { SloStateChip } from '../StatusChip';
import {
  objectiveWords,
  partWords,
  rateWords,
  valueWords,
} from './standingWords';

/** One row an SLO. */
export function SloTable({ slos }: { slos: OverviewSlo[] }) {
  const t = useText();
  return (
    // Scrolls in itself, by keyboard too.
    <TableContainer component={Paper} variant="outlined" tabIndex={0}>
      <Table size="small" aria-label={t('organisation.slos.table')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('organisation.slos.service')}</TableCell>
            <TableCell>{t('organisation.slos.name')}</TableCell>
            <TableCell>{t('organisation.slos.state')}</TableCell>
            <TableCell>{t('organisation.slos.budget')}</TableCell>
            <TableCell>{t('organisation.slos.burnRate')}</TableCell>
            <TableCell>{t('organisation.slos.value')}</TableCell>
            <TableCell>{t('organisation.slos.objective')}</TableCell>
            <TableCell>{t('organisation.slos.measured')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {slos.map(slo => (
            <SloRow key={slo.slo_id} slo={slo} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function SloRow({ slo }: { slo: OverviewSlo }) {
  const t = useText();
  const part = partWords(slo, t);
  const { measured_until: until } = slo.standing;
  return (
    <TableRow hover>
      <TableCell>
        <ServiceLink slo={slo} />
      </TableCell>
      <TableCell component="th" scope="row">
        {slo.display_name ?? slo.name}
        {part && (
          <Typography color="textSecondary" display="block" variant="caption">
            {part}
          </Typography>
        )}
      </TableCell>
      <TableCell>
        <SloStateChip state={slo.state} />
      </TableCell>
      <TableCell>
        <BudgetLeft slo={slo} />
      </TableCell>
      <TableCell>{rateWords(slo, t)}</TableCell>
      <TableCell>{valueWords(slo, t)}</TableCell>
      <TableCell>{objectiveWords(slo, t)}</TableCell>
      <TableCell>
        {until === null ? (
          t('organisation.slos.never')
        ) : (
          <TimeText value={until} />
        )}
      </TableCell>
    </TableRow>
  );
}
