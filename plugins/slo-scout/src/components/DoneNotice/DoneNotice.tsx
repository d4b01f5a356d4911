import { useCallback, useEffect, useRef, useState } from 'react';
import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';

/** That something was done; an object, since the same may be done twice. */
export interface Done {
  words: string;
}

/** @param before - what was done on the view that led here */
export function useDone(before?: string) {
  const [done, setDone] = useState<Done | undefined>(
    before === undefined ? undefined : { words: before },
  );
  const say = useCallback((words: string) => setDone({ words }), []);
  const close = useCallback(() => setDone(undefined), []);
  return { done, say, close };
}

/** Takes the focus: the button that was pressed goes away with what it was for. */
export function DoneNotice(props: {
  of: { done: Done | undefined; close: () => void };
}) {
  const { done, close } = props.of;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (done) ref.current?.focus();
  }, [done]);
  const onClose = () => {
    ref.current?.focus();
    close();
  };
  return (
    <div ref={ref} role="status" tabIndex={-1}>
      {done && (
        <Box mb={2}>
          <Alert severity="success" onClose={onClose}>
            {done.words}
          </Alert>
        </Box>
      )}
    </div>
  );
}
