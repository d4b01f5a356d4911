import { useState } from 'react';
import { EmptyState, LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import {
  ARTIFACT_TYPES,
  type Artifact,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useSearchParams } from 'react-router-dom';
import { useEntityData } from '../../hooks/EntityData';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { isApprovable, splitByAge, splitByReader } from '../../model/bundle';
import type { PreviewView } from '../../model/previewViews';
import { PreviewDrawer } from '../ArtifactPreview';
import { DeployButton } from '../DeployButton';
import { Disclosure } from '../Disclosure';
import { DoneNotice, useDone } from '../DoneNotice';
import { EnvironmentSelect } from '../EnvironmentSelect';
import { GuardedButton } from '../GuardedButton';
import { LoadState } from '../LoadState';
import { OverrideList } from '../Overrides';
import { SectionHeader } from '../SectionHeader';
import { ApproveDialog } from './ApproveDialog';
import { ArtifactCard } from './ArtifactCard';
import { PolicyDialog } from './PolicyDialog';
import { RejectDialog } from './RejectDialog';
import { RuleTestGroup } from './RuleTestGroup';

type Open =
  | { dialog: 'approve'; artifacts: Artifact[] }
  | { dialog: 'reject'; artifact: Artifact }
  | { dialog: 'policy'; artifacts: Artifact[] };

const rank = (artifact: Artifact) => ARTIFACT_TYPES.indexOf(artifact.type);

export function ArtifactsTab() {
  const { artifacts } = useEntityData();
  const t = useText();
  const done = useDone();
  return (
    <section aria-label={t('artifacts.title')}>
      <LoadState of={artifacts} rows={4}>
        {all => <Content artifacts={all} done={done} />}
      </LoadState>
    </section>
  );
}

function Content(props: {
  artifacts: Artifact[];
  done: ReturnType<typeof useDone>;
}) {
  const { artifacts, done } = props;
  const t = useText();
  const [search, setSearch] = useSearchParams();
  const [open, setOpen] = useState<Open>();
  const { current, earlier } = splitByAge(artifacts);
  const sorted = [...current].sort((a, b) => rank(a) - rank(b));
  const { read, tests } = splitByReader(sorted);

  const close = () => setOpen(undefined);
  const preview = (id: string | undefined) =>
    setSearch(previous => {
      previous.delete('view');
      if (id === undefined) previous.delete('artifact');
      else previous.set('artifact', id);
      return previous;
    });
  const look = (view: PreviewView) =>
    setSearch(previous => {
      previous.set('view', view);
      return previous;
    });
  const previewed = search.get('artifact');
  const card = (artifact: Artifact) => (
    <li key={artifact.id}>
      <ArtifactCard
        artifact={artifact}
        onApprove={() => setOpen({ dialog: 'approve', artifacts: [artifact] })}
        onPreview={() => preview(artifact.id)}
        onReject={() => setOpen({ dialog: 'reject', artifact })}
      />
    </li>
  );

  return (
    <>
      <Toolbar current={sorted} onOpen={setOpen} />
      <DoneNotice of={done} />
      <OverrideList onDone={done.say} />
      {sorted.length === 0 && (
        <EmptyState
          missing="content"
          title={t('artifacts.empty.title')}
          description={t('artifacts.empty.description')}
        />
      )}
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {read.map(card)}
      </Box>
      {tests.length > 0 && (
        <RuleTestGroup tests={tests}>{tests.map(card)}</RuleTestGroup>
      )}
      {earlier.length > 0 && (
        <Disclosure
          closedText={t('artifacts.earlier', { count: earlier.length })}
        >
          <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {earlier.map(card)}
          </Box>
        </Disclosure>
      )}
      {previewed && (
        <PreviewDrawer
          artifact={artifacts.find(a => a.id === previewed)}
          artifacts={artifacts}
          onClose={() => preview(undefined)}
          onView={look}
          view={search.get('view')}
        />
      )}
      {open?.dialog === 'approve' && (
        <ApproveDialog
          artifacts={open.artifacts}
          onClose={close}
          onApproved={done.say}
        />
      )}
      {open?.dialog === 'reject' && (
        <RejectDialog
          artifact={open.artifact}
          onClose={close}
          onRejected={done.say}
        />
      )}
      {open?.dialog === 'policy' && (
        <PolicyDialog artifacts={open.artifacts} onClose={close} />
      )}
    </>
  );
}

function Toolbar(props: { current: Artifact[]; onOpen: (open: Open) => void }) {
  const { current, onOpen } = props;
  const t = useText();
  const paths = usePaths();
  const whyNot = useWhyNot();
  const approvable = current.filter(isApprovable);
  const judged = current.filter(
    a =>
      a.validation_status !== 'failed' &&
      a.approval_status !== 'rejected' &&
      a.deployment_status !== 'deployed',
  );
  return (
    <SectionHeader title={t('artifacts.title')}>
      <EnvironmentSelect />
      <LinkButton
        color="primary"
        to={paths.generate}
        variant={current.length === 0 ? 'contained' : 'outlined'}
      >
        {t('artifacts.generate')}
      </LinkButton>
      <LinkButton color="primary" to={paths.backtest} variant="outlined">
        {t('backtest.link')}
      </LinkButton>
      <LinkButton color="primary" to={paths.policy} variant="outlined">
        {t('policies.link')}
      </LinkButton>
      {current.length > 0 && (
        <>
          <GuardedButton
            onClick={() => onOpen({ dialog: 'policy', artifacts: judged })}
            reason={
              judged.length === 0 ? t('artifacts.nothingToJudge') : undefined
            }
          >
            {t('artifacts.checkPolicy')}
          </GuardedButton>
          <GuardedButton
            onClick={() => onOpen({ dialog: 'approve', artifacts: approvable })}
            primary={approvable.length > 0}
            reason={
              approvable.length === 0
                ? t('artifacts.nothingToApprove')
                : whyNot('approve')
            }
          >
            {t('artifacts.approveAll', { count: approvable.length })}
          </GuardedButton>
          <DeployButton artifacts={current} />
        </>
      )}
    </SectionHeader>
  );
}
