import { lazy, Suspense } from 'react';
import Skeleton from '@material-ui/lab/Skeleton';
import { useText } from '../../hooks/useText';

const DefineSlo = lazy(() => import('./DefineSlo'));

/** Form, chart and YAML library come when somebody writes, not with the tab. */
export function LazyDefineSlo() {
  const t = useText();
  return (
    <Suspense
      fallback={
        <div role="status" aria-label={t('define.loading')}>
          <Skeleton variant="rect" height={480} />
        </div>
      }
    >
      <DefineSlo />
    </Suspense>
  );
}
