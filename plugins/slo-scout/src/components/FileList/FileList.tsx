import { makeStyles } from '@material-ui/core/styles';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { splitByReader, worstVerdict } from '../../model/bundle';
import { Disclosure } from '../Disclosure';
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

/** The files of a bundle with their verdicts; many rule tests stand together. */
export function FileList({ files }: { files: Artifact[] }) {
  const classes = useStyles();
  const t = useText();
  const { read, tests } = splitByReader(files);
  const group = t('artifacts.ruleTests', { count: tests.length });
  return (
    <ul className={classes.list} aria-label={t('artifacts.deployDialog.files')}>
      {read.map(file => (
        <File key={file.id} file={file} />
      ))}
      {tests.length > 0 && (
        <li>
          <VerdictChip status={worstVerdict(tests)} />
          <Disclosure
            closedText={t('artifacts.showGroup', { group })}
            openText={t('artifacts.hideGroup', { group })}
          >
            <ul className={classes.list} aria-label={group}>
              {tests.map(file => (
                <File key={file.id} file={file} />
              ))}
            </ul>
          </Disclosure>
        </li>
      )}
    </ul>
  );
}

function File({ file }: { file: Artifact }) {
  const classes = useStyles();
  return (
    <li>
      <VerdictChip status={file.validation_status} />
      <span className={classes.path}>{file.path}</span>
    </li>
  );
}
