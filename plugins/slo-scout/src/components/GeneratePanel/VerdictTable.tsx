import { Fragment, useState } from 'react';
import Box from '@material-ui/core/Box';
import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import ExpandLess from '@material-ui/icons/ExpandLess';
import ExpandMore from '@material-ui/icons/ExpandMore';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { VerdictChip } from '../StatusChip';
import { VerdictDetails, verdictSummary } from '../VerdictDetails';

const useStyles = makeStyles({
  path: { overflowWrap: 'anywhere' },
  row: { '& > td': { borderBottom: 'none' } },
});

/** One row a file; each opens to its reasons. Those that did not pass are open. */
export function VerdictTable({ artifacts }: { artifacts: Artifact[] }) {
  const classes = useStyles();
  const t = useText();
  const [toggled, setToggled] = useState<Record<string, boolean>>({});
  return (
    <TableContainer component={Paper} variant="outlined">
      <Table size="small" aria-label={t('generate.results')}>
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox" />
            <TableCell>{t('generate.file')}</TableCell>
            <TableCell>{t('generate.verdict')}</TableCell>
            <TableCell>{t('generate.summary')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {artifacts.map(artifact => {
            const { path } = artifact;
            const open =
              toggled[path] ?? artifact.validation_status !== 'passed';
            return (
              <Fragment key={path}>
                <TableRow className={classes.row}>
                  <TableCell padding="checkbox">
                    <IconButton
                      aria-expanded={open}
                      aria-label={
                        open
                          ? t('generate.hideDetails', { path })
                          : t('generate.showDetails', { path })
                      }
                      onClick={() => setToggled({ ...toggled, [path]: !open })}
                      size="small"
                    >
                      {open ? <ExpandLess /> : <ExpandMore />}
                    </IconButton>
                  </TableCell>
                  <TableCell className={classes.path}>
                    {t(`artifactType.${artifact.type}`)}
                    <Typography
                      variant="caption"
                      color="textSecondary"
                      component="div"
                    >
                      {path}
                    </Typography>
                  </TableCell>
                  <TableCell>
                    <VerdictChip status={artifact.validation_status} />
                  </TableCell>
                  <TableCell>{verdictSummary(artifact, t)}</TableCell>
                </TableRow>
                <TableRow>
                  <TableCell colSpan={4} style={{ paddingTop: 0 }}>
                    {open && (
                      <Box py={1}>
                        <VerdictDetails artifact={artifact} />
                      </Box>
                    )}
                  </TableCell>
                </TableRow>
              </Fragment>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
