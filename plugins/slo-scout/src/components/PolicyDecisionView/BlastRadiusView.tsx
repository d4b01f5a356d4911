import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  BlastRadius,
  Measurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { entityName } from '../../format/entity';
import { formatNumber } from '../../format/number';
import { useText } from '../../hooks/useText';
import { serviceGraph } from '../../model/serviceGraph';
import { ServiceGraphView } from './ServiceGraphView';

const useStyles = makeStyles(theme => ({
  grid: {
    ...theme.typography.body2,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    gap: theme.spacing(1, 2),
    margin: 0,
    '& dt': {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12.5),
    },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
}));

/** What a bundle touches, each figure with where it came from on hover. */
export function BlastRadiusView({ radius }: { radius: BlastRadius }) {
  const classes = useStyles();
  const t = useText();
  const show = <T,>(measured: Measurement<T>, say: (value: T) => string) => (
    <dd title={measured.source}>
      {measured.value === null ? (
        <em>
          {t('policy.blastRadius.unknown', {
            reason:
              measured.unknown_reason ?? t('policy.blastRadius.unknownReason'),
          })}
        </em>
      ) : (
        say(measured.value)
      )}
    </dd>
  );
  const list = (values: string[]) =>
    values.length > 0 ? values.join(', ') : t('policy.blastRadius.none');
  const names = (refs: string[]) => list(refs.map(entityName));

  return (
    <section aria-label={t('policy.blastRadius.title')}>
      <Typography variant="subtitle2" component="h4" gutterBottom>
        {t('policy.blastRadius.title')}
      </Typography>
      <dl className={classes.grid}>
        <div>
          <dt>{t('policy.blastRadius.services')}</dt>
          {show(radius.services, names)}
        </div>
        <div>
          <dt>{t('policy.blastRadius.dependents')}</dt>
          {show(radius.dependents, names)}
        </div>
        <div>
          <dt>{t('policy.blastRadius.endpoints')}</dt>
          {show(radius.endpoints, list)}
        </div>
        <div>
          <dt>{t('policy.blastRadius.traffic_percent')}</dt>
          {show(radius.traffic_percent, value => `${formatNumber(value)} %`)}
        </div>
        <div>
          <dt>{t('policy.blastRadius.new_series')}</dt>
          {show(radius.new_series, formatNumber)}
        </div>
        <Optional of={radius.samples_per_day}>
          {of => (
            <div>
              <dt>{t('policy.blastRadius.samples_per_day')}</dt>
              {show(of, formatNumber)}
            </div>
          )}
        </Optional>
        <Optional of={radius.query_samples_per_day}>
          {of => (
            <div>
              <dt>{t('policy.blastRadius.query_samples_per_day')}</dt>
              {show(of, formatNumber)}
            </div>
          )}
        </Optional>
        <Optional of={radius.teams_paged}>
          {of => (
            <div>
              <dt>{t('policy.blastRadius.teams_paged')}</dt>
              {show(of, list)}
            </div>
          )}
        </Optional>
        <Optional of={radius.pages_per_week}>
          {of => (
            <div>
              <dt>{t('policy.blastRadius.pages_per_week')}</dt>
              {show(of, formatNumber)}
            </div>
          )}
        </Optional>
        <Optional of={radius.replaced_rules}>
          {of => (
            <div>
              <dt>{t('policy.blastRadius.replaced_rules')}</dt>
              {show(of, list)}
            </div>
          )}
        </Optional>
        <Optional of={radius.vanishing_alerts}>
          {of => (
            <div>
              <dt>{t('policy.blastRadius.vanishing_alerts')}</dt>
              {show(of, list)}
            </div>
          )}
        </Optional>
        <div>
          <dt>{t('policy.blastRadius.cost_impact_usd')}</dt>
          {show(radius.cost_impact_usd, value =>
            t('policy.blastRadius.usdPerDay', { amount: formatNumber(value) }),
          )}
        </div>
      </dl>
      <ServiceGraphView graph={serviceGraph(radius)} />
    </section>
  );
}

/** Decisions of earlier versions have fewer figures. */
function Optional<T>(props: {
  of: T | undefined;
  children: (of: T) => ReactNode;
}) {
  return <>{props.of === undefined ? null : props.children(props.of)}</>;
}
