import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Artifact,
  PreviewedFile,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { Disclosure } from '../Disclosure';
import { VerdictChip } from '../StatusChip';

const useStyles = makeStyles(theme => ({
  list: {
    ...theme.typography.body2,
    listStyle: 'none',
    margin: theme.spacing(0.5, 0, 0),
    padding: 0,
    maxHeight: 320,
    overflow: 'auto',
    '& li': {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.25, 1),
      padding: theme.spacing(0.5, 0),
    },
  },
  change: { minWidth: 72, fontWeight: 500 },
  path: {
    flex: '1 1 240px',
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
    fontSize: theme.typography.pxToRem(13),
    overflowWrap: 'anywhere',
  },
  lines: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
}));

/** What a pull request does to the files of its target branch, with counted lines. */
export function ChangedFiles(props: {
  files: PreviewedFile[];
  artifacts: Artifact[];
}) {
  const t = useText();
  const touched = props.files.filter(({ change }) => change !== 'unchanged');
  const same = props.files.filter(({ change }) => change === 'unchanged');
  return (
    <>
      {touched.length > 0 && <List {...props} files={touched} />}
      {same.length > 0 && (
        <Disclosure
          closedText={t('pullRequest.unchanged', { count: same.length })}
        >
          <List {...props} files={same} />
        </Disclosure>
      )}
    </>
  );
}

function List(props: { files: PreviewedFile[]; artifacts: Artifact[] }) {
  const classes = useStyles();
  const t = useText();
  return (
    <ul
      aria-label={t('artifacts.deployDialog.files')}
      className={classes.list}
      // It scrolls, so that it must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {props.files.map(file => {
        const artifact = props.artifacts.find(a => a.path === file.path);
        return (
          <li key={file.path}>
            <span className={classes.change}>
              {t(`pullRequest.change.${file.change}`)}
            </span>
            <span className={classes.path}>{file.path}</span>
            <Lines file={file} />
            {artifact && <VerdictChip status={artifact.validation_status} />}
          </li>
        );
      })}
    </ul>
  );
}

function Lines({ file }: { file: PreviewedFile }) {
  const classes = useStyles();
  const t = useText();
  const { change, added_lines: added, removed_lines: removed } = file;
  if (change === 'unchanged') return null;
  if (added === null || removed === null) {
    return (
      <Typography variant="caption">{t('pullRequest.linesUnknown')}</Typography>
    );
  }
  const words = t('pullRequest.lines', {
    added: String(added),
    removed: String(removed),
  });
  return (
    <span aria-label={words} className={classes.lines} role="img" title={words}>
      +{added} −{removed}
    </span>
  );
}
