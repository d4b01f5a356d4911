import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { ActionDialog, CloseButton } from '../ActionDialog';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';

type Deed = 'approve' | 'decline' | 'withdraw';

const DONE = {
  approve: 'overrides.approved',
  decline: 'overrides.declined',
  withdraw: 'overrides.withdrawn',
} as const;

/** For those who can decide, and for whoever asked. The server decides who that is. */
export function OverrideActions(props: {
  override: Override;
  /** It may have been, by somebody else too. */
  onDecided: () => void;
  onDone: (message: string) => void;
}) {
  const { override, onDecided, onDone } = props;
  const { capabilities } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const [declining, setDeclining] = useState(false);
  const act = useAction(
    async (action: Deed, reason?: string) => {
      try {
        await api.decideOverride({ id: override.id, action, reason });
      } finally {
        // Also after a refusal: somebody else may have decided meanwhile.
        onDecided();
      }
      return action;
    },
    action => {
      setDeclining(false);
      onDone(t(DONE[action]));
    },
  );
  const mine = capabilities.value?.user_entity_ref === override.requested_by;
  const reason = whyNot();

  function whyNot(): string | undefined {
    if (mine) return t('overrides.ownRequest');
    const held = capabilities.value?.can_decide_overrides ?? [];
    const open = override.required.filter(
      role => !override.decisions.some(d => d.required_override === role),
    );
    return open.some(role => held.includes(role))
      ? undefined
      : t('overrides.notYours', {
          roles: open.map(role => t(`policy.overrides.${role}`)).join(', '),
        });
  }

  return (
    <>
      {override.status === 'requested' && (
        <>
          <GuardedButton
            busy={act.busy}
            onClick={() => act.run('approve')}
            primary={reason === undefined}
            reason={reason}
            size="small"
          >
            {t('overrides.approve')}
          </GuardedButton>
          <GuardedButton
            onClick={() => setDeclining(true)}
            reason={reason}
            size="small"
          >
            {t('overrides.decline')}
          </GuardedButton>
        </>
      )}
      {mine && (
        <GuardedButton
          busy={act.busy}
          onClick={() => act.run('withdraw')}
          size="small"
        >
          {t('overrides.withdraw')}
        </GuardedButton>
      )}
      {act.error && !declining && (
        <Box mt={1} width="100%">
          <ErrorNotice title={t('overrides.failed')} error={act.error} />
        </Box>
      )}
      {declining && (
        <DeclineDialog
          busy={act.busy}
          error={act.error}
          onClose={() => setDeclining(false)}
          onDecline={words => act.run('decline', words)}
        />
      )}
    </>
  );
}

function DeclineDialog(props: {
  busy: boolean;
  error?: Error;
  onClose: () => void;
  onDecline: (reason: string) => void;
}) {
  const { busy, error, onClose, onDecline } = props;
  const t = useText();
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      aria-labelledby="slo-scout-decline"
      busy={busy}
      fullWidth
      maxWidth="sm"
      onClose={onClose}
    >
      <DialogTitle id="slo-scout-decline">{t('overrides.decline')}</DialogTitle>
      <DialogContent>
        <TextField
          fullWidth
          id="slo-scout-decline-reason"
          inputProps={{ maxLength: 2000 }}
          label={t('overrides.declineReason')}
          multiline
          minRows={3}
          onChange={event => setReason(event.target.value)}
          required
          value={reason}
          variant="outlined"
        />
        {error && <ErrorNotice title={t('overrides.failed')} error={error} />}
      </DialogContent>
      <DialogActions>
        <CloseButton busy={busy} onClick={onClose}>
          {t('common.cancel')}
        </CloseButton>
        <GuardedButton
          busy={busy}
          onClick={() => onDecline(reason.trim())}
          primary
          reason={reason.trim() === '' ? t('overrides.needReason') : undefined}
        >
          {t('overrides.decline')}
        </GuardedButton>
      </DialogActions>
    </ActionDialog>
  );
}
