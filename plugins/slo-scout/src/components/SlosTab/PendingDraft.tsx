import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { SloRevision } from '@slo-scout/backstage-plugin-slo-scout-common';
import { revisionChanges } from '../../format/slo';
import { useText } from '../../hooks/useText';

const useStyles = makeStyles(theme => ({
  box: {
    marginTop: theme.spacing(1),
    padding: theme.spacing(1, 1.5),
    borderLeft: `3px solid ${theme.palette.info.main}`,
    background: theme.palette.action.hover,
  },
  value: { overflowWrap: 'anywhere' },
  query: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
    fontSize: theme.typography.pxToRem(12.5),
    overflowWrap: 'anywhere',
  },
}));

/** What the waiting revision would change, for the person who approves it. */
export function PendingDraft(props: {
  inForce: SloRevision;
  draft: SloRevision;
}) {
  const { inForce, draft } = props;
  const classes = useStyles();
  const t = useText();
  const changes = revisionChanges(inForce, draft, t);
  return (
    <div className={classes.box}>
      <Typography variant="subtitle2" component="h4">
        {t('slos.changes', { revision: String(draft.revision) })}
      </Typography>
      {changes.length === 0 && (
        <Typography variant="body2">{t('slos.noChanges')}</Typography>
      )}
      {changes.map(({ field, before, after }) => {
        const look = field === 'query' ? classes.query : classes.value;
        return (
          <Box key={`${field} ${before}`} mt={0.5}>
            <Typography variant="body2" component="div">
              {t(`slos.change.${field}`)}: <del className={look}>{before}</del>
              {' → '}
              <ins className={look}>{after}</ins>
            </Typography>
          </Box>
        );
      })}
    </div>
  );
}
