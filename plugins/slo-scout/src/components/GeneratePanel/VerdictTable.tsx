import { Fragment, useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import ExpandLess from '@material-ui/icons/ExpandLess';
import ExpandMore from '@material-ui/icons/ExpandMore';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { splitByReader, worstVerdict } from '../../model/bundle';
import { VerdictChip } from '../StatusChip';
import { TextWithTimes } from '../TimeText';
import { VerdictDetails, verdictSummary } from '../VerdictDetails';

const useStyles = makeStyles(theme => ({
  path: { overflowWrap: 'anywhere' },
  details: {
    padding: theme.spacing(2),
    background: theme.palette.background.paper,
  },
}));

/**
 * One row a file; each opens to its reasons. Those that did not pass are open.
 * Many rule tests have one row together, which opens where one failed.
 */
export function VerdictTable({ artifacts }: { artifacts: Artifact[] }) {
  const t = useText();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const { read, tests } = splitByReader(artifacts);
  const worst = worstVerdict(tests);
  const [shown, setShown] = useState(worst === 'failed');
  return (
    <TableContainer component={Paper} variant="outlined">
      <Table size="small" aria-label={t('generate.results')}>
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox" />
            <TableCell>{t('generate.file')}</TableCell>
            {!narrow && (
              <>
                <TableCell>{t('generate.verdict')}</TableCell>
                <TableCell>{t('generate.summary')}</TableCell>
              </>
            )}
          </TableRow>
        </TableHead>
        <TableBody>
          <FileRows artifacts={read} narrow={narrow} />
          {tests.length > 0 && (
            <GroupRow
              narrow={narrow}
              onToggle={() => setShown(!shown)}
              open={shown}
              tests={tests}
            />
          )}
          {shown && <FileRows artifacts={tests} narrow={narrow} />}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function FileRows(props: { artifacts: Artifact[]; narrow: boolean }) {
  const { artifacts, narrow } = props;
  const classes = useStyles();
  const [toggled, setToggled] = useState<Record<string, boolean>>({});
  return (
    <>
      {artifacts.map(artifact => {
        const { path } = artifact;
        const open = toggled[path] ?? artifact.validation_status !== 'passed';
        return (
          <Fragment key={path}>
            <VerdictRow
              artifact={artifact}
              narrow={narrow}
              onToggle={() => setToggled({ ...toggled, [path]: !open })}
              open={open}
            />
            {open && (
              <TableRow>
                <TableCell className={classes.details} colSpan={narrow ? 2 : 4}>
                  <VerdictDetails artifact={artifact} />
                </TableCell>
              </TableRow>
            )}
          </Fragment>
        );
      })}
    </>
  );
}

function GroupRow(props: {
  tests: Artifact[];
  narrow: boolean;
  open: boolean;
  onToggle: () => void;
}) {
  const { tests, narrow, open, onToggle } = props;
  const t = useText();
  const group = t('artifacts.ruleTests', { count: tests.length });
  const verdict = <VerdictChip status={worstVerdict(tests)} />;
  return (
    <TableRow>
      <ToggleCell
        label={
          open
            ? t('artifacts.hideGroup', { group })
            : t('artifacts.showGroup', { group })
        }
        onToggle={onToggle}
        open={open}
      />
      <TableCell>
        {group}
        {narrow && <div>{verdict}</div>}
      </TableCell>
      {!narrow && (
        <>
          <TableCell>{verdict}</TableCell>
          <TableCell />
        </>
      )}
    </TableRow>
  );
}

function ToggleCell(props: {
  label: string;
  open: boolean;
  onToggle: () => void;
}) {
  const { label, open, onToggle } = props;
  return (
    <TableCell padding="checkbox">
      <IconButton
        aria-expanded={open}
        aria-label={label}
        onClick={onToggle}
        size="small"
      >
        {open ? <ExpandLess /> : <ExpandMore />}
      </IconButton>
    </TableCell>
  );
}

function VerdictRow(props: {
  artifact: Artifact;
  narrow: boolean;
  open: boolean;
  onToggle: () => void;
}) {
  const { artifact, narrow, open, onToggle } = props;
  const { path } = artifact;
  const classes = useStyles();
  const t = useText();
  const verdict = <VerdictChip status={artifact.validation_status} />;
  const summary = <TextWithTimes>{verdictSummary(artifact, t)}</TextWithTimes>;
  return (
    <TableRow>
      <ToggleCell
        label={
          open
            ? t('generate.hideDetails', { path })
            : t('generate.showDetails', { path })
        }
        onToggle={onToggle}
        open={open}
      />
      <TableCell className={classes.path}>
        {t(`artifactType.${artifact.type}`)}
        <Typography variant="caption" color="textSecondary" component="div">
          {path}
        </Typography>
        {narrow && (
          <>
            {verdict} {summary}
          </>
        )}
      </TableCell>
      {!narrow && (
        <>
          <TableCell>{verdict}</TableCell>
          <TableCell>{summary}</TableCell>
        </>
      )}
    </TableRow>
  );
}
