import { lazy, Suspense } from 'react';
import Skeleton from '@material-ui/lab/Skeleton';
import { useText } from '../../hooks/useText';

export interface TextDiffProps {
  /** Accessible name. */
  label: string;
  /** Null where there was no text. */
  before: string | null;
  /** Null where the text is gone. */
  after: string | null;
}

const DiffTable = lazy(() => import('./DiffTable'));

/** Two texts as one, line by line; what compares them is fetched on first use. */
export function TextDiff(props: TextDiffProps) {
  const t = useText();
  return (
    <Suspense
      fallback={
        <div role="status" aria-label={t('preview.diff.loading')}>
          <Skeleton variant="rect" height={96} />
        </div>
      }
    >
      <DiffTable {...props} />
    </Suspense>
  );
}
