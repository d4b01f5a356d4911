import { lazy, Suspense, useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useText } from '../../hooks/useText';
import type { LookUp } from './completion';

const useStyles = makeStyles(theme => ({
  field: { margin: theme.spacing(1.5, 0) },
}));

const PromqlEditor = lazy(() => import('./PromqlEditor'));

/** A field for PromQL, with names from the Prometheus that measures the service. */
export function PromqlField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { label } = props;
  const { entityRef, environment } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const classes = useStyles();
  const t = useText();
  const lookUp = useMemo<LookUp>(
    () => request =>
      api.lookUpMetrics({ entity_ref: entityRef, environment, ...request }),
    [api, entityRef, environment],
  );
  return (
    <div className={classes.field}>
      <Typography aria-hidden color="textSecondary" variant="caption">
        {label}
      </Typography>
      <Suspense
        fallback={
          <div role="status" aria-label={t('editor.loading')}>
            <Skeleton variant="rect" height={32} />
          </div>
        }
      >
        <PromqlEditor {...props} lookUp={lookUp} />
      </Suspense>
    </div>
  );
}
