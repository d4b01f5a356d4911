import { makeStyles } from '@material-ui/core/styles';
import { tickForm } from '../../format/time';
import { instantAt, type TimeSpan } from '../../model/timeView';
import { TimeText } from './TimeText';

const useStyles = makeStyles(theme => ({
  axis: {
    display: 'flex',
    justifyContent: 'space-between',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
    textAlign: 'center',
    whiteSpace: 'pre-line',
  },
}));

/** Below a chart: `count` instants from its beginning to its end. */
export function TimeAxis({ span, count }: { span: TimeSpan; count: number }) {
  const classes = useStyles();
  return (
    <div className={classes.axis} aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <TimeText
          key={index}
          form={tickForm(span.end - span.start)}
          value={instantAt(index / (count - 1), span)}
        />
      ))}
    </div>
  );
}
