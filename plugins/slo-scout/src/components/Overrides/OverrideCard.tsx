import type { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type {
  Override,
  OverrideStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { actorName } from '../../format/entity';
import { formatNumber } from '../../format/number';
import { useText } from '../../hooks/useText';
import { Card, Facts } from '../Card';
import { InvariantName } from '../PolicyDecisionView';
import { StatusChip, type Tone } from '../StatusChip';
import { TimeText } from '../TimeText';

const TONES: Record<OverrideStatus, Tone> = {
  requested: 'waiting',
  approved: 'good',
  declined: 'bad',
  withdrawn: 'off',
  expired: 'off',
  void: 'off',
  used: 'good',
};

interface Props {
  override: Override;
  /** What can be done with it here. */
  actions?: ReactNode;
}

/** What was asked for, who has decided, who has to, and until when. */
export function OverrideCard({ override, actions }: Props) {
  const t = useText();
  const { status, reason, ticket, decisions, required } = override;
  const title = t('overrides.label', {
    invariants: override.invariants.map(i => i.invariant).join(', '),
  });
  const waits = status === 'requested';
  return (
    <Card
      label={title}
      title={title}
      chips={
        <StatusChip tone={TONES[status]}>
          {t(`overrides.status.${status}`)}
        </StatusChip>
      }
      actions={actions}
    >
      <Box component="ul" m={0} pl={2.5}>
        {override.invariants.map(({ invariant, measured, limit }) => (
          <li key={invariant}>
            <Typography variant="body2" component="span">
              <InvariantName id={invariant} />
              {': '}
              <Exceeds measured={measured} limit={limit} />
            </Typography>
          </li>
        ))}
      </Box>
      <Facts
        facts={[
          { name: t('overrides.reason'), value: reason },
          ticket ? { name: t('overrides.ticket'), value: ticket } : undefined,
          {
            name: t('overrides.requested'),
            value: (
              <>
                <TimeText value={override.requested_at} />{' '}
                {t('common.by', { name: actorName(override.requested_by) })}
              </>
            ),
          },
          waits
            ? {
                name: t('overrides.validFor'),
                value: t('overrides.validForHours', {
                  hours: String(override.valid_hours),
                }),
              }
            : undefined,
          {
            name: waits ? t('overrides.lapses') : t('overrides.ends'),
            value: <TimeText value={override.expires_at} />,
          },
        ]}
      />
      <Box component="ul" m={0} mt={1} pl={2.5}>
        {required.map(role => {
          const made = decisions.find(d => d.required_override === role);
          const words = { role: t(`policy.overrides.${role}`) };
          const name = actorName(made?.decided_by ?? '');
          return (
            <li key={role}>
              <Typography variant="body2" component="span">
                {made === undefined && t('overrides.stillNeeded', words)}
                {made?.decision === 'approve' &&
                  t('overrides.decidedApprove', { ...words, name })}
                {made?.decision === 'decline' &&
                  t('overrides.decidedDecline', { ...words, name })}
                {made?.reason && ` (${made.reason})`}
              </Typography>
            </li>
          );
        })}
      </Box>
    </Card>
  );
}

function Exceeds(props: {
  measured: number | boolean | null;
  limit: number | boolean;
}) {
  const t = useText();
  const say = (value: number | boolean | null) => {
    if (value === null) return t('policy.unknown');
    if (typeof value === 'number') return formatNumber(value);
    return value ? t('policy.yes') : t('policy.no');
  };
  const limit =
    typeof props.limit === 'number'
      ? `≤ ${say(props.limit)}`
      : say(props.limit);
  return (
    <>
      {t('policy.measured')} {say(props.measured)}, {t('policy.limit')} {limit}
    </>
  );
}
