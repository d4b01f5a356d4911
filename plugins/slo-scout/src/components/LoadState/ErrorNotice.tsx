import { useEffect, useRef, type ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { serverWords } from '../../format/serverWords';
import { useText } from '../../hooks/useText';
import { TextWithTimes } from '../TimeText';

const useStyles = makeStyles({
  words: {
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: 'inherit',
    margin: 0,
  },
});

/** Why something has failed, in the server's words. */
export function ErrorNotice(props: {
  title: string;
  error: Error;
  /** Asks again. */
  onRetry?: () => void;
  /**
   * It comes without anything being pressed, as what can be asked again does: the
   * page stays where somebody reads or writes.
   */
  byItself?: boolean;
  children?: ReactNode;
}) {
  const classes = useStyles();
  const t = useText();
  const { byItself = props.onRetry !== undefined } = props;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Far from what was pressed the notice may lie outside of what is visible.
    if (!byItself) ref.current?.scrollIntoView?.({ block: 'nearest' });
  }, [byItself]);
  return (
    <Alert ref={ref} severity="error" role="alert">
      <AlertTitle>{props.title}</AlertTitle>
      <p className={classes.words}>
        <TextWithTimes>{serverWords(props.error)}</TextWithTimes>
      </p>
      {props.children}
      {props.onRetry && (
        <Box mt={1}>
          <Button size="small" variant="outlined" onClick={props.onRetry}>
            {t('common.retry')}
          </Button>
        </Box>
      )}
    </Alert>
  );
}
