import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import type { LocatedFault } from '../../documents/locateFault';
import { useText } from '../../hooks/useText';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(2) },
  path: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
    overflowWrap: 'anywhere',
  },
  message: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
}));

/** Every fault of a refused document, by path, in the server's words. */
export function FaultList(props: {
  faults: LocatedFault[];
  /** Default: that nothing was saved. */
  title?: string;
}) {
  const { faults } = props;
  const classes = useStyles();
  const t = useText();
  return (
    <Alert severity="error" role="alert">
      <AlertTitle>
        {props.title ?? t('slos.document.faults', { count: faults.length })}
      </AlertTitle>
      <ul className={classes.list}>
        {faults.map(fault => (
          <li key={`${fault.path} ${fault.message}`}>
            <span className={classes.path}>{fault.path}</span>
            {fault.line !== undefined &&
              ` (${t('slos.document.faultLine', {
                line: String(fault.line),
              })})`}
            {': '}
            <span className={classes.message}>{fault.message}</span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
