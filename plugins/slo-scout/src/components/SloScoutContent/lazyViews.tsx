import { lazy, Suspense, type ComponentType } from 'react';
import { LoadingRows } from '../LoadState';

function lazyView(load: () => Promise<ComponentType>) {
  const View = lazy(async () => ({ default: await load() }));
  return () => (
    <Suspense fallback={<LoadingRows />}>
      <View />
    </Suspense>
  );
}

/** With charts: few people come here, and not first. */
export const BacktestPanel = lazyView(
  async () => (await import('../BacktestPanel')).BacktestPanel,
);

/** With a YAML library. */
export const PolicyView = lazyView(
  async () => (await import('../PolicyView')).PolicyView,
);
