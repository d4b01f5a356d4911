import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import type { SloTemplate } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { applyForm } from '../../documents/applyForm';
import { formatNumber } from '../../format/number';
import { useEntityData } from '../../hooks/EntityData';
import { useLoaded } from '../../hooks/useLoaded';
import { useText } from '../../hooks/useText';
import { Card } from '../Card';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';

const useStyles = makeStyles(theme => ({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
    gap: theme.spacing(0, 2),
  },
  metric: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
    overflowWrap: 'anywhere',
  },
}));

/** Documents to begin with, from metrics that the service has. */
export function TemplateCards(props: {
  /** Names that SLOs of the service have already. */
  names: string[];
  onUse: (document: string) => void;
}) {
  const { names, onUse } = props;
  const { entityRef, environment } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const classes = useStyles();
  const t = useText();
  const found = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.sloTemplates({ entity_ref: entityRef, environment }, { signal }),
      [api, entityRef, environment],
    ),
  );
  const use = ({ kind, document }: SloTemplate) =>
    onUse(applyForm(document, 0, { name: freeName(kind, names) }));

  const { value } = found;
  return (
    <section aria-label={t('define.templates.title')}>
      <Typography component="h3" gutterBottom variant="h6">
        {t('define.templates.title')}
      </Typography>
      {found.loading && (
        <div role="status" aria-label={t('define.templates.loading')}>
          <Skeleton height={120} variant="rect" />
        </div>
      )}
      {found.error && (
        <ErrorNotice
          error={found.error}
          onRetry={found.refresh}
          title={t('define.templates.failed')}
        />
      )}
      {value && value.templates.length === 0 && (
        <Alert severity="info">
          {value.reason ??
            t('define.templates.none', {
              selectors: value.looked_for.join(', '),
            })}
        </Alert>
      )}
      <div className={classes.cards}>
        {value?.templates.map(template => (
          <Card
            key={template.kind}
            label={t(`define.templates.${template.kind}`)}
            title={t(`define.templates.${template.kind}`)}
            actions={
              <GuardedButton
                label={t('define.templates.useOf', {
                  kind: t(`define.templates.${template.kind}`),
                })}
                onClick={() => use(template)}
                size="small"
              >
                {t('define.templates.use')}
              </GuardedButton>
            }
          >
            <Typography variant="body2">
              {template.kind === 'availability'
                ? t('define.templates.explainAvailability', {
                    label: template.label ?? '',
                  })
                : t('define.templates.explainLatency', {
                    seconds: formatNumber(template.limit_seconds ?? 0),
                  })}
            </Typography>
            <Typography
              className={classes.metric}
              color="textSecondary"
              variant="body2"
            >
              {template.metric}
            </Typography>
          </Card>
        ))}
      </div>
      <Box mb={2} />
    </section>
  );
}

function freeName(wanted: string, names: string[]): string {
  const candidates = Array.from({ length: names.length + 1 }, (_, i) =>
    i === 0 ? wanted : `${wanted}-${i + 1}`,
  );
  return candidates.find(name => !names.includes(name)) ?? wanted;
}
