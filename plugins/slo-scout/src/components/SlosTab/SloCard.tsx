import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type {
  Slo,
  SloFeasibility,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { BudgetHistory } from '../BudgetHistory';
import { Card } from '../Card';
import { Disclosure } from '../Disclosure';
import { Feasibility } from '../Feasibility';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { SloStatusChip, StatusChip } from '../StatusChip';
import { ExportButton } from './ExportButton';
import { PendingDraft } from './PendingDraft';
import { RetireDialog } from './RetireDialog';
import { SloFacts } from './SloFacts';
import { SloQueries } from './SloQueries';

interface Props {
  slo: Slo;
  /** Of its revisions, where it was judged. */
  feasibility: SloFeasibility[];
  onDone: (message: string) => void;
  onEdit: () => void;
  onWhatIf: () => void;
}

/** One SLO: what it promises, its state, and what may be done with it. */
export function SloCard(props: Props) {
  const { slo, feasibility, onDone, onEdit, onWhatIf } = props;
  const { refreshAll } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const whyNot = useWhyNot();
  const [retiring, setRetiring] = useState(false);
  const approve = useAction(
    async () => {
      // What was read here, not whatever replaced it since.
      const { revision } = slo.draft ?? slo;
      try {
        await api.decideSlo({ id: slo.id, action: 'approve', revision });
      } finally {
        // Also after a refusal: what replaced it is what can be approved.
        refreshAll();
      }
    },
    () => onDone(t('slos.approved', { name: slo.name })),
  );
  const waits = slo.status === 'draft' || slo.draft !== undefined;
  const named = (action: string) => t('slos.named', { action, name: slo.name });
  const approveText = slo.draft
    ? t('slos.approveRevision', { revision: String(slo.draft.revision) })
    : t('slos.approve');

  return (
    <Card
      label={slo.name}
      title={slo.name}
      chips={
        <>
          <SloStatusChip status={slo.status} />
          {slo.draft && (
            <StatusChip tone="waiting">
              {t('slos.pendingDraft', { revision: String(slo.draft.revision) })}
            </StatusChip>
          )}
        </>
      }
      actions={
        <>
          {waits && (
            <GuardedButton
              busy={approve.busy}
              label={named(approveText)}
              onClick={approve.run}
              primary
              reason={whyNot('approveSlos')}
              size="small"
            >
              {approveText}
            </GuardedButton>
          )}
          <ExportButton slo={slo} />
          {slo.status !== 'retired' && (
            <>
              <GuardedButton
                label={named(t('whatIf.open'))}
                onClick={onWhatIf}
                reason={whyNot('generate')}
                size="small"
              >
                {t('whatIf.open')}
              </GuardedButton>
              <GuardedButton
                label={named(t('slos.edit'))}
                onClick={onEdit}
                reason={whyNot('writeSlos')}
                size="small"
              >
                {t('slos.edit')}
              </GuardedButton>
              <GuardedButton
                label={named(t('slos.retire'))}
                onClick={() => setRetiring(true)}
                reason={whyNot('approveSlos')}
                size="small"
              >
                {t('slos.retire')}
              </GuardedButton>
            </>
          )}
        </>
      }
    >
      {(slo.display_name || slo.description) && (
        <Typography variant="body2" color="textSecondary">
          {[slo.display_name, slo.description].filter(Boolean).join(': ')}
        </Typography>
      )}
      <SloFacts slo={slo} />
      <BudgetHistory slo={slo} />
      {slo.draft && <PendingDraft inForce={slo} draft={slo.draft} />}
      <Feasibility name={slo.name} revisions={feasibility} />
      {approve.error && (
        <Box mt={1}>
          <ErrorNotice title={t('slos.failed')} error={approve.error} />
        </Box>
      )}
      <Disclosure
        closedLabel={named(t('slos.showQueries'))}
        closedText={t('slos.showQueries')}
        openLabel={named(t('slos.hideQueries'))}
        openText={t('slos.hideQueries')}
      >
        <SloQueries sli={(slo.draft ?? slo).sli} />
      </Disclosure>
      {retiring && (
        <RetireDialog
          slo={slo}
          onClose={() => setRetiring(false)}
          onRetired={() => onDone(t('slos.retiredDone', { name: slo.name }))}
        />
      )}
    </Card>
  );
}
