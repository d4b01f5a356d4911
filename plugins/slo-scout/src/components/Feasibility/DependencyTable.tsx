import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableFooter from '@material-ui/core/TableFooter';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type {
  FeasibilityLink,
  SloFeasibility,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatWindow } from '../../format/duration';
import { formatPercent } from '../../format/number';
import { useText } from '../../hooks/useText';
import { HopPath } from './HopPath';

const useStyles = makeStyles({
  name: { overflowWrap: 'anywhere' },
});

/** The promises that an objective rests on, and their product. */
export function DependencyTable(props: { feasibility: SloFeasibility }) {
  const { chain, ceiling } = props.feasibility;
  const t = useText();
  return (
    // Scrolls in itself, by keyboard too.
    <TableContainer component={Paper} variant="outlined" tabIndex={0}>
      <Table size="small" aria-label={t('slos.feasibility.dependency')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('slos.feasibility.dependency')}</TableCell>
            <TableCell>{t('slos.feasibility.slo')}</TableCell>
            <TableCell align="right">{t('slos.objective')}</TableCell>
            <TableCell>{t('slos.window')}</TableCell>
            <TableCell>{t('slos.feasibility.via')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {chain.map(link => (
            <DependencyRow key={link.entity_ref} link={link} />
          ))}
        </TableBody>
        {ceiling !== null && (
          <TableFooter>
            <TableRow>
              <TableCell colSpan={2}>{t('slos.feasibility.ceiling')}</TableCell>
              <TableCell align="right">{formatPercent(ceiling)}</TableCell>
              <TableCell colSpan={2} />
            </TableRow>
          </TableFooter>
        )}
      </Table>
    </TableContainer>
  );
}

function DependencyRow({ link }: { link: FeasibilityLink }) {
  const classes = useStyles();
  const t = useText();
  return (
    <TableRow>
      <TableCell className={classes.name}>
        {link.entity_ref}
        {link.counted_with && (
          <Typography variant="caption" color="textSecondary" component="div">
            {t('slos.feasibility.countedWith', { entity: link.counted_with })}
          </Typography>
        )}
      </TableCell>
      <TableCell className={classes.name}>{link.slo_name}</TableCell>
      <TableCell align="right">{formatPercent(link.objective)}</TableCell>
      <TableCell>{formatWindow(link.window)}</TableCell>
      <TableCell className={classes.name}>
        <HopPath via={link.via} />
      </TableCell>
    </TableRow>
  );
}
