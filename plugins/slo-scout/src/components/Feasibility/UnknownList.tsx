import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { UnknownDependency } from '@slo-scout/backstage-plugin-slo-scout-common';
import { paragraph } from '../../format/sentence';
import { useText } from '../../hooks/useText';
import { HopPath } from './HopPath';

const useStyles = makeStyles(theme => ({
  list: {
    ...theme.typography.body2,
    margin: 0,
    paddingLeft: theme.spacing(2),
    overflowWrap: 'anywhere',
  },
}));

/** Dependencies that may lower the ceiling, and why nobody knows. */
export function UnknownList(props: { unknown: UnknownDependency[] }) {
  const classes = useStyles();
  const t = useText();
  const title = t('slos.feasibility.unknown');
  return (
    <Box mt={1}>
      <Typography variant="subtitle2" component="h4">
        {title}
      </Typography>
      <ul aria-label={title} className={classes.list}>
        {props.unknown.map(({ entity_ref: ref, via, reason, reason_coded }) => (
          <li key={ref}>
            {ref}: {paragraph(reason, [reason_coded], t)} <HopPath via={via} />
          </li>
        ))}
      </ul>
    </Box>
  );
}
