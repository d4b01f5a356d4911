import { lazy, Suspense } from 'react';
import { LoadingRows } from '../LoadState';
import type { SloPickerProps } from './schema';

const SloPicker = lazy(async () => ({
  default: (await import('./SloPicker')).SloPicker,
}));

/** Loaded with the first template that has the field. */
export function LazySloPicker(props: SloPickerProps) {
  return (
    <Suspense fallback={<LoadingRows rows={1} />}>
      <SloPicker {...props} />
    </Suspense>
  );
}
