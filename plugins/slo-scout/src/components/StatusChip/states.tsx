import type {
  ApprovalStatus,
  DeploymentStatus,
  SloState,
  SloStatus,
  VerdictStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import type { Standing } from '../../model/standing';
import { StatusChip, type Tone } from './StatusChip';

const VERDICT: Record<VerdictStatus, Tone> = {
  passed: 'good',
  failed: 'bad',
  inconclusive: 'unknown',
};

export function VerdictChip({ status }: { status: VerdictStatus }) {
  const t = useText();
  return (
    <StatusChip tone={VERDICT[status]}>{t(`verdict.${status}`)}</StatusChip>
  );
}

const APPROVAL: Record<ApprovalStatus, Tone> = {
  pending: 'waiting',
  approved: 'good',
  rejected: 'bad',
};

export function ApprovalChip({ status }: { status: ApprovalStatus }) {
  const t = useText();
  return (
    <StatusChip tone={APPROVAL[status]}>{t(`approval.${status}`)}</StatusChip>
  );
}

const DEPLOYMENT: Record<DeploymentStatus, Tone> = {
  not_deployed: 'off',
  opening: 'moving',
  pending_pr: 'waiting',
  deployed: 'moving',
  live: 'good',
  drifted: 'bad',
  reverted: 'bad',
  conflict: 'bad',
  closed: 'warning',
  superseded: 'off',
};

export function DeploymentChip({ status }: { status: DeploymentStatus }) {
  const t = useText();
  return (
    <StatusChip tone={DEPLOYMENT[status]}>
      {t(`deployment.${status}`)}
    </StatusChip>
  );
}

const SLO: Record<SloStatus, Tone> = {
  draft: 'waiting',
  approved: 'good',
  retired: 'off',
};

export function SloStatusChip({ status }: { status: SloStatus }) {
  const t = useText();
  return <StatusChip tone={SLO[status]}>{t(`sloStatus.${status}`)}</StatusChip>;
}

const STATE: Record<SloState, Tone> = {
  overspent: 'bad',
  burning: 'warning',
  unknown: 'unknown',
  healthy: 'good',
};

export function SloStateChip({ state }: { state: SloState }) {
  const t = useText();
  return (
    <StatusChip tone={STATE[state]}>
      {t(`organisation.state.${state}`)}
    </StatusChip>
  );
}

/** Nothing is wrong with an SLO that was never measured: it is new. */
export function StandingChip({ standing }: { standing: Standing }) {
  const t = useText();
  return standing.measured ? (
    <SloStateChip state={standing.state} />
  ) : (
    <StatusChip tone="unknown">{t('overviewCard.notMeasured')}</StatusChip>
  );
}
