import { useEffect, useRef, type ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { TextWithTimes } from '../TimeText';

const useStyles = makeStyles({
  words: {
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: 'inherit',
    margin: 0,
  },
});

/** Why something that a person did has failed, in the server's words. */
export function ErrorNotice(props: {
  title: string;
  error: Error;
  children?: ReactNode;
}) {
  const classes = useStyles();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In a long dialog the notice may lie outside of what is visible.
    ref.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  return (
    <Alert ref={ref} severity="error" role="alert">
      <AlertTitle>{props.title}</AlertTitle>
      <p className={classes.words}>
        <TextWithTimes>{serverWords(props.error)}</TextWithTimes>
      </p>
      {props.children}
    </Alert>
  );
}

/** ResponseError's own message begins with the HTTP status; its cause has the sentence. */
function serverWords(error: Error): string {
  const cause: unknown = error.cause;
  return cause instanceof Error && cause.message
    ? cause.message
    : error.message;
}
