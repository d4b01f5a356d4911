import { lazy, Suspense, type ComponentProps } from 'react';
import type { WhatIfDialog as Content } from './WhatIfDialog';

const WhatIfDialog = lazy(async () => ({
  default: (await import('./WhatIfDialog')).WhatIfDialog,
}));

/** The dialog with its charts is fetched when somebody asks what if. */
export function LazyWhatIfDialog(props: ComponentProps<typeof Content>) {
  return (
    <Suspense fallback={null}>
      <WhatIfDialog {...props} />
    </Suspense>
  );
}
