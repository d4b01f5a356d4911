import { useMemo, useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import UnfoldMore from '@material-ui/icons/UnfoldMore';
import { useText } from '../../hooks/useText';
import { textDiff, type DiffFold, type DiffLine } from '../../model/textDiff';
import type { TextDiffProps } from './TextDiff';

/** Rows that a browser draws without a pause. */
const FIRST_ROWS = 1000;

const useStyles = makeStyles(theme => {
  const dark = theme.palette.type === 'dark';
  return {
    frame: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      overflow: 'hidden',
      margin: theme.spacing(0.5, 0, 2),
    },
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      tableLayout: 'fixed',
      color: theme.palette.text.primary,
      fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
      fontSize: theme.typography.pxToRem(12.5),
      lineHeight: 1.55,
    },
    number: {
      width: theme.spacing(5),
      padding: theme.spacing(0, 0.5),
      color: theme.palette.text.secondary,
      textAlign: 'right',
      verticalAlign: 'top',
      userSelect: 'none',
      // The new number alone tells enough on a phone.
      [theme.breakpoints.down('xs')]: { width: theme.spacing(3.5) },
    },
    former: {
      [theme.breakpoints.down('xs')]: { width: 0, padding: 0, fontSize: 0 },
    },
    sign: {
      width: theme.spacing(2.5),
      textAlign: 'center',
      verticalAlign: 'top',
      fontWeight: 700,
      userSelect: 'none',
    },
    text: {
      padding: theme.spacing(0, 1, 0, 0),
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
    // On these the numbers need the full contrast of the text.
    added: {
      background: dark ? '#12351f' : '#e4f5e8',
      '& $number': { color: theme.palette.text.primary },
    },
    removed: {
      background: dark ? '#44191b' : '#fdeaea',
      '& $number': { color: theme.palette.text.primary },
    },
    same: {},
    word: {
      color: 'inherit',
      fontWeight: 700,
      textDecoration: 'underline',
      background: dark ? 'rgba(255,255,255,0.16)' : 'rgba(0,0,0,0.1)',
    },
    fold: { background: theme.palette.action.hover },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
      whiteSpace: 'nowrap',
    },
  };
});

/** The difference as a table: numbers, sign, text; unchanged parts behind a button. */
export default function DiffTable({ label, before, after }: TextDiffProps) {
  const classes = useStyles();
  const t = useText();
  const [all, setAll] = useState(false);
  const { rows, added, removed } = useMemo(
    () => textDiff(before, after),
    [before, after],
  );
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  const more = rows.length - shown.length;
  return (
    <>
      <Typography color="textSecondary" variant="body2">
        {t('preview.diff.count', {
          added: String(added),
          removed: String(removed),
        })}
      </Typography>
      <div className={classes.frame}>
        <table aria-label={label} className={classes.table}>
          <thead className={classes.hidden}>
            <tr>
              <th scope="col">{t('preview.diff.lineBefore')}</th>
              <th scope="col">{t('preview.diff.lineAfter')}</th>
              <th scope="col">{t('preview.diff.change')}</th>
              <th scope="col">{t('preview.diff.text')}</th>
            </tr>
          </thead>
          <colgroup>
            <col className={`${classes.number} ${classes.former}`} />
            <col className={classes.number} />
            <col className={classes.sign} />
            <col />
          </colgroup>
          <tbody>
            {shown.map((row, index) =>
              row.kind === 'fold' ? (
                <Fold key={index} fold={row} />
              ) : (
                <Line key={index} line={row} />
              ),
            )}
          </tbody>
        </table>
      </div>
      {more > 0 && (
        <Button onClick={() => setAll(true)} size="small" variant="outlined">
          {t('preview.diff.more', { count: more })}
        </Button>
      )}
    </>
  );
}

const SIGN = { same: ' ', added: '+', removed: '−' };

function Line({ line }: { line: DiffLine }) {
  const classes = useStyles();
  const t = useText();
  const { kind, before, after, parts } = line;
  return (
    <tr className={classes[kind]}>
      <td className={`${classes.number} ${classes.former}`}>{before}</td>
      <td className={classes.number}>{after}</td>
      <td className={classes.sign}>
        <span aria-hidden>{SIGN[kind]}</span>
        {kind !== 'same' && (
          <span className={classes.hidden}>{t(`preview.diff.${kind}`)}</span>
        )}
      </td>
      <td className={classes.text}>
        {parts.map((part, index) =>
          part.changed ? (
            <mark key={index} className={classes.word}>
              {part.text}
            </mark>
          ) : (
            part.text
          ),
        )}
      </td>
    </tr>
  );
}

function Fold({ fold }: { fold: DiffFold }) {
  const classes = useStyles();
  const t = useText();
  const [open, setOpen] = useState(false);
  if (open) {
    return (
      <>
        {fold.lines.map(line => (
          <Line key={line.after ?? line.before} line={line} />
        ))}
      </>
    );
  }
  return (
    <tr className={classes.fold}>
      <td colSpan={4}>
        <Button
          onClick={() => setOpen(true)}
          size="small"
          startIcon={<UnfoldMore />}
        >
          {t('preview.diff.unchanged', { count: fold.lines.length })}
        </Button>
      </td>
    </tr>
  );
}
