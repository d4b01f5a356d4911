import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  type InvariantResult,
  shownBeside,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatExact } from '../../format/number';
import { paragraph } from '../../format/sentence';
import { useText } from '../../hooks/useText';
import { StatusChip } from '../StatusChip';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: theme.spacing(1.5, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  facts: {
    fontFamily: theme.typography.fontFamily,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 3),
    margin: 0,
    fontSize: theme.typography.pxToRem(13),
    '& dt': { display: 'inline', color: theme.palette.text.secondary },
    '& dd': { display: 'inline', margin: theme.spacing(0, 0, 0, 0.5) },
    '& div': { overflowWrap: 'anywhere' },
  },
  source: { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace' },
}));

/** Every invariant that was judged, the violated ones first, the passed ones too. */
export function InvariantList(props: { invariants: InvariantResult[] }) {
  const classes = useStyles();
  const t = useText();
  const order = [...props.invariants].sort(
    (a, b) => Number(a.ok) - Number(b.ok),
  );
  return (
    <ul className={classes.list} aria-label={t('policy.invariants')}>
      {order.map(invariant => (
        <li key={invariant.invariant} className={classes.item}>
          <Invariant invariant={invariant} />
        </li>
      ))}
    </ul>
  );
}

function Invariant({ invariant }: { invariant: InvariantResult }) {
  const classes = useStyles();
  const t = useText();
  const blocks = invariant.mode === 'block';
  return (
    <>
      <div className={classes.head}>
        {invariant.ok && <StatusChip tone="good">{t('policy.ok')}</StatusChip>}
        {invariant.overridden_by && (
          <StatusChip tone="warning">{t('policy.letPass')}</StatusChip>
        )}
        {!invariant.ok && !invariant.overridden_by && (
          <StatusChip tone={blocks ? 'bad' : 'warning'}>
            {blocks ? t('policy.blocked') : t('policy.warned')}
          </StatusChip>
        )}
        <Typography component="h5" variant="subtitle2">
          <InvariantName id={invariant.invariant} />
        </Typography>
      </div>
      <Typography variant="body2">
        {paragraph(invariant.message, invariant.message_coded, t)}
      </Typography>
      <dl className={classes.facts}>
        <div>
          <dt>{t('policy.limit')}:</dt>
          <dd>
            <Limit value={invariant.limit} />
          </dd>
        </div>
        <div>
          <dt>{t('policy.measured')}:</dt>
          <dd>
            <Figure limit={invariant.limit} value={invariant.measured} />
          </dd>
        </div>
        <div>
          <dt>{t('policy.source')}:</dt>
          <dd className={classes.source}>{invariant.source}</dd>
        </div>
        {!invariant.ok && (
          <div>
            <dt>{t('policy.override')}:</dt>
            <dd>
              {invariant.required_override
                ? t(`policy.overrides.${invariant.required_override}`)
                : t('policy.noOverride')}
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

const NAMED = [
  'blast_radius.services',
  'blast_radius.traffic_percent',
  'blast_radius.cost_impact_usd',
  'approval_required',
  'audit_trail_required',
  'dry_run_conclusive',
  'separation_of_duties',
] as const;

/** Teams may add invariants that this plugin has no words for; their id stands in. */
export function InvariantName({ id }: { id: string }) {
  const t = useText();
  const known = NAMED.find(name => name === id);
  return <>{known ? t(`policy.names.${known}`) : id}</>;
}

function Limit({ value }: { value: number | boolean }) {
  const t = useText();
  if (typeof value === 'number') return <>{`≤ ${formatExact(value)}`}</>;
  return <>{value ? t('policy.required') : t('policy.notRequired')}</>;
}

function Figure(props: {
  limit: number | boolean;
  value: number | boolean | null;
}) {
  const { limit, value } = props;
  const t = useText();
  if (value === null) return <em>{t('policy.unknown')}</em>;
  if (typeof value === 'number') {
    return <>{formatExact(shownBeside(value, Number(limit)))}</>;
  }
  return <>{value ? t('policy.yes') : t('policy.no')}</>;
}
