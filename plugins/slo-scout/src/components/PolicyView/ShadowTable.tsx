import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type { ShadowDecision } from '@slo-scout/backstage-plugin-slo-scout-common';
import { entityLabel } from '../../format/entity';
import { useText } from '../../hooks/useText';
import { TimeText } from '../TimeText';

/** What the settings would have decided of the bundles that were decided last. */
export function ShadowTable({ decisions }: { decisions: ShadowDecision[] }) {
  const t = useText();
  const count = decisions.length;
  const changed = decisions.filter(
    d => d.changed.length > 0 || d.outcome_now !== d.outcome_then,
  );
  if (count === 0) {
    return <Typography variant="body2">{t('policies.shadowNone')}</Typography>;
  }
  if (changed.length === 0) {
    return (
      <Typography variant="body2">
        {t('policies.shadowSame', { count })}
      </Typography>
    );
  }
  return (
    <>
      <Typography gutterBottom variant="body2">
        {t('policies.shadowChanged', {
          count,
          changed: String(changed.length),
        })}
      </Typography>
      <TableContainer tabIndex={0}>
        <Table
          aria-label={t('policies.shadow')}
          size="small"
          style={{ minWidth: 560 }}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('policies.shadowBundle')}</TableCell>
              <TableCell>{t('policies.shadowThen')}</TableCell>
              <TableCell>{t('policies.shadowNow')}</TableCell>
              <TableCell>{t('policies.shadowWhy')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {changed.map(decision => (
              <TableRow key={decision.decision_id}>
                <TableCell>
                  {entityLabel(decision.entity_ref)}, {decision.environment},{' '}
                  <TimeText value={decision.decided_at} />
                </TableCell>
                <TableCell>
                  {t(`policies.outcome.${decision.outcome_then}`)}
                </TableCell>
                <TableCell>
                  {t(`policies.outcome.${decision.outcome_now ?? 'unknown'}`)}
                </TableCell>
                <TableCell>
                  {decision.changed.map(c => c.invariant).join(', ')}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </>
  );
}
