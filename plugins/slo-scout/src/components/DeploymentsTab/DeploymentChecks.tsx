import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type {
  Deployment,
  StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { eachSentence } from '../../format/sentence';
import { useText } from '../../hooks/useText';

const useStyles = makeStyles(theme => ({
  list: { margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2) },
}));

const SEVERITY = {
  deployed: 'info',
  live: 'success',
  drifted: 'error',
  reverted: 'error',
} as const;

function isChecked(
  status: Deployment['status'],
): status is keyof typeof SEVERITY {
  return status in SEVERITY;
}

/** Where a merged bundle was looked for, and what was found there. */
export function DeploymentChecks({ deployment }: { deployment: Deployment }) {
  const classes = useStyles();
  const t = useText();
  const { status, checks } = deployment;
  const removes = deployment.kind === 'removal';
  if (!isChecked(status)) return null;
  const places = (['repository', 'prometheus', 'grafana'] as const).flatMap(
    place => {
      const check: StandingCheck | null = checks?.[place] ?? null;
      return check ? [{ place, ...check }] : [];
    },
  );
  return (
    <Alert severity={SEVERITY[status]}>
      {t(removes ? `removal.${status}` : `deployments.${status}`)}
      {places.length > 0 && (
        <ul className={classes.list}>
          {places.map(({ place, state, details, details_coded }) => (
            <li key={place}>
              {t(`deployments.place.${place}`)}:{' '}
              {removes && (state === 'as_approved' || state === 'different')
                ? t(`removal.check.${state}`)
                : t(`deployments.check.${state}`)}
              {details.length > 0 &&
                ` (${eachSentence(details, details_coded, t)
                  .slice(0, 5)
                  .join('; ')})`}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
