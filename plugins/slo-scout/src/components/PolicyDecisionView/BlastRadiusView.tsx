import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  BlastRadius,
  Measurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { entityLabel } from '../../format/entity';
import { formatNumber } from '../../format/number';
import { useText, type Text } from '../../hooks/useText';
import { serviceGraph } from '../../model/serviceGraph';
import { Disclosure } from '../Disclosure';
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
  sources: {
    ...theme.typography.body2,
    margin: 0,
    '& dt': { color: theme.palette.text.secondary },
    '& dt, & dd': { display: 'inline', margin: 0, overflowWrap: 'anywhere' },
    '& dt::after': { content: '": "' },
  },
}));

/** What a bundle touches, and where each figure came from. */
export function BlastRadiusView({ radius }: { radius: BlastRadius }) {
  const classes = useStyles();
  const t = useText();
  const figures = figuresOf(radius, t);
  const sourced = figures.filter(({ source }) => source !== '');
  return (
    <section aria-label={t('policy.blastRadius.title')}>
      <Typography variant="subtitle2" component="h4" gutterBottom>
        {t('policy.blastRadius.title')}
      </Typography>
      <dl className={classes.grid}>
        {figures.map(({ name, words }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {sourced.length > 0 && (
        <Disclosure closedText={t('policy.blastRadius.sources')}>
          <dl className={classes.sources}>
            {sourced.map(({ name, source }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{source}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      )}
      <ServiceGraphView graph={serviceGraph(radius)} />
    </section>
  );
}

type Shown = Exclude<
  keyof BlastRadius,
  'dependent_chains' | 'endpoint_reconciliation'
>;

interface Figure {
  name: string;
  words: ReactNode;
  source: string;
}

/** Decisions of earlier versions have fewer of them. */
function figuresOf(radius: BlastRadius, t: Text): Figure[] {
  const figure = <T,>(
    key: Shown,
    measured: Measurement<T> | undefined,
    say: (value: T) => string,
  ): Figure[] => {
    if (measured === undefined) return [];
    const { value, source, unknown_reason } = measured;
    const reason = unknown_reason ?? t('policy.blastRadius.unknownReason');
    const words =
      value === null ? (
        <em>{t('policy.blastRadius.unknown', { reason })}</em>
      ) : (
        say(value)
      );
    return [{ name: t(`policy.blastRadius.${key}`), words, source }];
  };
  const list = (values: string[]) =>
    values.length > 0 ? values.join(', ') : t('policy.blastRadius.none');
  const entities = (refs: string[]) => list(refs.map(ref => entityLabel(ref)));
  const percent = (value: number) => `${formatNumber(value)} %`;
  const dollars = (value: number) =>
    t('policy.blastRadius.usdPerDay', { amount: formatNumber(value) });

  return [
    figure('services', radius.services, entities),
    figure('dependents', radius.dependents, entities),
    figure('endpoints', radius.endpoints, list),
    figure('traffic_percent', radius.traffic_percent, percent),
    figure('new_series', radius.new_series, formatNumber),
    figure('samples_per_day', radius.samples_per_day, formatNumber),
    figure('query_samples_per_day', radius.query_samples_per_day, formatNumber),
    figure('teams_paged', radius.teams_paged, list),
    figure('pages_per_week', radius.pages_per_week, formatNumber),
    figure('replaced_rules', radius.replaced_rules, list),
    figure('vanishing_alerts', radius.vanishing_alerts, list),
    figure('cost_impact_usd', radius.cost_impact_usd, dollars),
  ].flat();
}
