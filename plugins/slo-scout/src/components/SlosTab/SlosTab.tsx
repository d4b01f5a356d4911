import { EmptyState } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Add from '@material-ui/icons/Add';
import {
  SLO_SCOUT_ANNOTATIONS,
  type Slo,
  type SloFeasibility,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { useEntityData } from '../../hooks/EntityData';
import { useFeasibility } from '../../hooks/useFeasibility';
import { editPath, usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { Disclosure } from '../Disclosure';
import { DoneNotice, useDone } from '../DoneNotice';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice, LoadState } from '../LoadState';
import { RemovalNotice } from '../RemoveFiles';
import { SectionHeader } from '../SectionHeader';
import { WhatIfDialog } from '../WhatIf';
import { SloCard } from './SloCard';

/** The SLO that is tried out stands in the address, so that others can link to it. */
function useTried() {
  const [search, setSearch] = useSearchParams();
  const set = (id: string | undefined) =>
    setSearch(previous => {
      if (id === undefined) previous.delete('whatif');
      else previous.set('whatif', id);
      return previous;
    });
  return [search.get('whatif') ?? undefined, set] as const;
}

export function SlosTab() {
  const { entityRef, slos } = useEntityData();
  const feasibility = useFeasibility(entityRef);
  const t = useText();
  const whyNot = useWhyNot();
  const navigate = useNavigate();
  const paths = usePaths();
  const { saved } = (useLocation().state ?? {}) as { saved?: string };
  const [tried, setTried] = useTried();
  const done = useDone(saved);

  return (
    <section aria-label={t('slos.title')}>
      <SectionHeader title={t('slos.title')}>
        <GuardedButton
          onClick={() => navigate(paths.newSlo)}
          primary={slos.value?.length === 0}
          reason={whyNot('writeSlos')}
          startIcon={<Add />}
        >
          {t('slos.add')}
        </GuardedButton>
      </SectionHeader>
      <DoneNotice of={done} />
      <RemovalNotice />
      <LoadState of={slos}>
        {list => (
          <>
            {feasibility.error && list.length > 0 && (
              <Box mb={2}>
                <ErrorNotice
                  title={t('slos.feasibility.failed')}
                  error={feasibility.error}
                  onRetry={feasibility.refresh}
                />
              </Box>
            )}
            {list.length === 0 ? (
              <EmptyState
                missing="content"
                title={t('slos.empty.title')}
                description={t('slos.empty.description', {
                  annotation: SLO_SCOUT_ANNOTATIONS.documents,
                })}
              />
            ) : (
              <SloList
                slos={list}
                feasibility={feasibility.value ?? []}
                onDone={words => {
                  done.say(words);
                  feasibility.refresh();
                }}
                onEdit={slo => navigate(editPath(paths, slo.id))}
                onWhatIf={slo => setTried(slo.id)}
              />
            )}
            {list
              .filter(slo => slo.id === tried && slo.status !== 'retired')
              .map(slo => (
                <WhatIfDialog
                  key={slo.id}
                  slo={slo}
                  onClose={() => setTried(undefined)}
                  onSaved={done.say}
                />
              ))}
          </>
        )}
      </LoadState>
    </section>
  );
}

const RANK = { draft: 0, approved: 1, retired: 2 };

function SloList(props: {
  slos: Slo[];
  feasibility: SloFeasibility[];
  onDone: (message: string) => void;
  onEdit: (slo: Slo) => void;
  onWhatIf: (slo: Slo) => void;
}) {
  const { slos, feasibility, onDone, onEdit, onWhatIf } = props;
  const t = useText();
  const sorted = [...slos].sort(
    (a, b) => RANK[a.status] - RANK[b.status] || a.name.localeCompare(b.name),
  );
  const retired = sorted.filter(slo => slo.status === 'retired');
  const list = (shown: Slo[]) => (
    <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {shown.map(slo => (
        <li key={slo.id}>
          <SloCard
            slo={slo}
            feasibility={feasibility.filter(f => f.slo_id === slo.id)}
            onDone={onDone}
            onEdit={() => onEdit(slo)}
            onWhatIf={() => onWhatIf(slo)}
          />
        </li>
      ))}
    </Box>
  );
  return (
    <>
      {list(sorted.filter(slo => slo.status !== 'retired'))}
      {retired.length > 0 && (
        <Disclosure closedText={t('slos.retired', { count: retired.length })}>
          {list(retired)}
        </Disclosure>
      )}
    </>
  );
}
