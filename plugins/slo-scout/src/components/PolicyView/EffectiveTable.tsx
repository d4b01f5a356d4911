import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type {
  EffectivePolicy,
  PolicyOrigin,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatNumber } from '../../format/number';
import { useText } from '../../hooks/useText';
import { InvariantName } from '../PolicyDecisionView';
import { useScopeName } from './useScopeName';

/** Every invariant with mode and limit, and who said so. */
export function EffectiveTable({ policy }: { policy: EffectivePolicy }) {
  const t = useText();
  const origin = useOrigin();
  const limit = (value: number | boolean) => {
    if (typeof value === 'number') return `≤ ${formatNumber(value)}`;
    return value ? t('policy.required') : t('policies.off');
  };
  return (
    <>
      <TableContainer tabIndex={0}>
        <Table
          aria-label={t('policies.applies', {
            environment: policy.environment,
          })}
          size="small"
          style={{ minWidth: 620 }}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('policies.invariant')}</TableCell>
              <TableCell>{t('policies.mode')}</TableCell>
              <TableCell>{t('policies.limit')}</TableCell>
              <TableCell>{t('policies.from')}</TableCell>
              <TableCell>{t('policies.override')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {policy.invariants.map(row => (
              <TableRow key={row.invariant}>
                <TableCell>
                  <InvariantName id={row.invariant} />
                </TableCell>
                <TableCell style={{ whiteSpace: 'nowrap' }}>
                  {t(`policies.${row.mode}`)}
                </TableCell>
                <TableCell>{limit(row.limit)}</TableCell>
                <TableCell>
                  {[
                    ...new Set([origin(row.mode_from), origin(row.limit_from)]),
                  ].join('; ')}
                </TableCell>
                <TableCell>
                  {row.hard && t('policies.hard')}
                  {!row.hard &&
                    (row.required_override
                      ? t(`policy.overrides.${row.required_override}`)
                      : t('policies.nobody'))}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <Typography component="h3" style={{ marginTop: 16 }} variant="subtitle1">
        {t('policies.conditions')}
      </Typography>
      {policy.conditions.length === 0 && (
        <Typography variant="body2">{t('policies.noConditions')}</Typography>
      )}
      <ul>
        {policy.conditions.map(condition => (
          <li key={condition.id}>
            <Typography component="span" variant="body2">
              <strong>{condition.id}</strong> ({t(`policies.${condition.mode}`)}
              , {origin(condition.from)}): {condition.message}
            </Typography>
            <br />
            <code style={{ overflowWrap: 'anywhere' }}>
              {condition.expression}
            </code>
          </li>
        ))}
      </ul>
      <Typography variant="body2">
        {t('policies.overrides', {
          hours: String(policy.overrides.max_hours),
          length: String(policy.overrides.min_reason_length),
        })}
      </Typography>
    </>
  );
}

function useOrigin() {
  const t = useText();
  const scopeName = useScopeName();
  return ({ source, scope, revision }: PolicyOrigin): string => {
    if (source === 'default') return t('policies.origin.default');
    const words = {
      scope: scope ? scopeName(scope) : '',
      revision: String(revision ?? ''),
    };
    return source === 'config'
      ? t('policies.origin.config', words)
      : t('policies.origin.portal', words);
  };
}
