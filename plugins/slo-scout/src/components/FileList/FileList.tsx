import { makeStyles } from '@material-ui/core/styles';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { VerdictChip } from '../StatusChip';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(0, 0, 2),
    padding: 0,
    '& li': {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1),
      padding: theme.spacing(0.5, 0),
    },
  },
  path: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
    fontSize: theme.typography.pxToRem(13),
    overflowWrap: 'anywhere',
  },
}));

/** The files of a bundle with their verdicts. */
export function FileList({ files }: { files: Artifact[] }) {
  const classes = useStyles();
  const t = useText();
  return (
    <ul className={classes.list} aria-label={t('artifacts.deployDialog.files')}>
      {files.map(file => (
        <li key={file.id}>
          <VerdictChip status={file.validation_status} />
          <span className={classes.path}>{file.path}</span>
        </li>
      ))}
    </ul>
  );
}
