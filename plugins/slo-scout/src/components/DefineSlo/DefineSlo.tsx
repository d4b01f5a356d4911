import { EmptyState, LinkButton } from '@backstage/core-components';
import { useParams } from 'react-router-dom';
import { useEntityData } from '../../hooks/EntityData';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { LoadState } from '../LoadState';
import { DefineEditor } from './DefineEditor';

/** The place where SLO documents are written: a new one, or that of an SLO. */
export default function DefineSlo() {
  const { id } = useParams();
  const { slos } = useEntityData();
  const paths = usePaths();
  const t = useText();
  return (
    <LoadState of={slos}>
      {list => {
        const slo = list.find(other => other.id === id);
        return id !== undefined && !slo ? (
          <EmptyState
            missing="content"
            title={t('define.missing')}
            action={<LinkButton to={paths.slos}>{t('define.back')}</LinkButton>}
          />
        ) : (
          <DefineEditor key={id ?? 'new'} slo={slo} slos={list} />
        );
      }}
    </LoadState>
  );
}
