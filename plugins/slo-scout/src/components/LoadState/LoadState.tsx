import type { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { serverWords } from '../../format/serverWords';
import type { Loaded } from '../../hooks/useLoaded';
import { useText } from '../../hooks/useText';
import { TextWithTimes } from '../TimeText';
import { ErrorNotice } from './ErrorNotice';

/** The server's words, and a way on. */
export function LoadFailed(props: {
  error: Error;
  onRetry: () => void;
  title?: string;
}) {
  const { error, onRetry, title } = props;
  const t = useText();
  return (
    <ErrorNotice
      error={error}
      onRetry={onRetry}
      title={title ?? t('common.loadFailed')}
    />
  );
}

export function LoadingRows({ rows = 3 }: { rows?: number }) {
  const t = useText();
  return (
    <div role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <Box key={index} mb={2}>
          <Skeleton variant="rect" height={84} />
        </Box>
      ))}
    </div>
  );
}

interface Props<T> {
  of: Loaded<T>;
  rows?: number;
  /** Of a failure. */
  title?: string;
  children: (value: T) => ReactNode;
}

/**
 * Shows a resource once it is there. A failed refresh leaves the last good
 * answer on the screen, with the failure above it.
 */
export function LoadState<T>({ of, rows, title, children }: Props<T>) {
  const t = useText();
  if (of.value === undefined) {
    return of.error ? (
      <LoadFailed error={of.error} onRetry={of.refresh} title={title} />
    ) : (
      <LoadingRows rows={rows} />
    );
  }
  return (
    <>
      {of.error && (
        <Box mb={2}>
          <Alert
            severity="warning"
            action={
              <Button color="inherit" size="small" onClick={of.refresh}>
                {t('common.retry')}
              </Button>
            }
          >
            <TextWithTimes>{serverWords(of.error)}</TextWithTimes>
          </Alert>
        </Box>
      )}
      {children(of.value)}
    </>
  );
}
