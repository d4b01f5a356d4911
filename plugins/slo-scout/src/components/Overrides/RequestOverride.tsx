import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type {
  Override,
  OverrideRequest,
  PolicyDecision,
  RequiredOverride,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useOverrides } from '../../hooks/useOverrides';
import { useEffectivePolicy } from '../../hooks/usePolicy';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { OverrideCard } from './OverrideCard';

interface Props {
  /** What was refused. */
  wanted: Pick<OverrideRequest, 'artifact_ids' | 'removal' | 'bring_back'>;
  decision: PolicyDecision;
}

/** Below a refusal: who can let it pass, and the way to ask them. */
export function RequestOverride({ wanted, decision }: Props) {
  const { entityRef } = useEntityData();
  const overrides = useOverrides(entityRef);
  const t = useText();
  const [asked, setAsked] = useState<Override>();
  // That nobody has approved yet is what the bundle is here for.
  const violations = decision.violations.filter(
    v => v.invariant !== 'approval_required',
  );
  if (violations.length === 0) return null;
  const hard = violations.filter(v => v.required_override === null);
  if (hard.length > 0) {
    return (
      <Alert severity="info">
        {t('overrides.request.hard', {
          names: hard.map(v => v.invariant).join(', '),
        })}
      </Alert>
    );
  }
  const isOpen = ({ status }: Override) =>
    status === 'requested' || status === 'approved';
  // The list knows more of it than the answer to the request did.
  const shown =
    overrides.value?.find(({ id }) => id === asked?.id) ??
    asked ??
    overrides.value?.find(
      override =>
        override.bundle_hash === decision.bundle_hash && isOpen(override),
    );
  const open = shown !== undefined && isOpen(shown);
  return (
    <>
      {shown && (
        <div role="status">
          {open && (
            <Typography variant="body2" gutterBottom>
              {asked && shown.status === 'requested'
                ? t('overrides.request.done', {
                    roles: rolesOf(asked.required, t),
                  })
                : t('overrides.request.open')}
            </Typography>
          )}
          <OverrideCard override={shown} />
        </div>
      )}
      {!open && (
        <RequestForm
          wanted={wanted}
          decision={{ ...decision, violations }}
          onAsked={override => {
            setAsked(override);
            overrides.refresh();
          }}
        />
      )}
    </>
  );
}

function rolesOf(
  roles: readonly RequiredOverride[],
  t: ReturnType<typeof useText>,
): string {
  return [...new Set(roles)]
    .map(role => t(`policy.overrides.${role}`))
    .join(', ');
}

/** Bounds of the policy; the usual ones until it has answered. */
function useBounds(environment: string) {
  const { entityRef } = useEntityData();
  const bounds = useEffectivePolicy(environment, entityRef).value?.overrides;
  return {
    max: bounds?.max_hours ?? 24,
    length: bounds?.min_reason_length ?? 20,
  };
}

function RequestForm(props: Props & { onAsked: (override: Override) => void }) {
  const { wanted, decision, onAsked } = props;
  const { violations, environment } = decision;
  const { capabilities } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const { max, length } = useBounds(environment);
  const [reason, setReason] = useState('');
  const [ticket, setTicket] = useState('');
  const [hours, setHours] = useState<string>();
  const chosen = hours ?? String(Math.min(24, max));

  const ask = useAction(async () => {
    const { override } = await api.requestOverride({
      ...wanted,
      invariants: violations.map(v => v.invariant),
      reason: reason.trim(),
      ...(ticket.trim() && { ticket: ticket.trim() }),
      valid_hours: Number(chosen),
    });
    onAsked(override);
  });

  function whyNot(): string | undefined {
    if (!capabilities.value?.can_request_override) {
      return t('overrides.reasonWhyNot');
    }
    if (reason.trim().length < length) {
      return t('overrides.request.needReason', { least: String(length) });
    }
    const number = Number(chosen);
    return Number.isInteger(number) && number >= 1 && number <= max
      ? undefined
      : t('overrides.request.needHours', { max: String(max) });
  }

  return (
    <section aria-label={t('overrides.request.title')}>
      <Typography component="h4" gutterBottom variant="subtitle2">
        {t('overrides.request.title')}
      </Typography>
      <Typography gutterBottom variant="body2">
        {t('overrides.request.explain', {
          roles: rolesOf(
            violations.flatMap(v => v.required_override ?? []),
            t,
          ),
        })}
      </Typography>
      <Box display="flex" flexWrap="wrap" gridGap={16} my={1}>
        <TextField
          fullWidth
          helperText={t('overrides.request.reasonHelp', {
            least: String(length),
          })}
          id="slo-scout-override-reason"
          inputProps={{ maxLength: 2000 }}
          label={t('overrides.request.reason')}
          minRows={2}
          multiline
          onChange={event => setReason(event.target.value)}
          required
          value={reason}
          variant="outlined"
        />
        <TextField
          id="slo-scout-override-ticket"
          inputProps={{ maxLength: 200 }}
          label={t('overrides.request.ticket')}
          onChange={event => setTicket(event.target.value)}
          size="small"
          value={ticket}
          variant="outlined"
        />
        <TextField
          helperText={t('overrides.request.hoursHelp', { max: String(max) })}
          id="slo-scout-override-hours"
          inputProps={{ min: 1, max }}
          label={t('overrides.request.hours')}
          onChange={event => setHours(event.target.value)}
          size="small"
          type="number"
          value={chosen}
          variant="outlined"
        />
      </Box>
      {ask.error && (
        <ErrorNotice title={t('overrides.request.failed')} error={ask.error} />
      )}
      <GuardedButton busy={ask.busy} onClick={ask.run} reason={whyNot()}>
        {t('overrides.request.confirm')}
      </GuardedButton>
    </section>
  );
}
