import { lazy, Suspense, type ComponentProps } from 'react';
import { LoadingRows } from '../LoadState';
import type { DryRunView as View } from './DryRunView';

const DryRunView = lazy(async () => ({
  default: (await import('./DryRunView')).DryRunView,
}));

/** Charts and tables of a dry run come when somebody looks at one, not with the tab. */
export function LazyDryRunView(props: ComponentProps<typeof View>) {
  return (
    <Suspense fallback={<LoadingRows rows={2} />}>
      <DryRunView {...props} />
    </Suspense>
  );
}
