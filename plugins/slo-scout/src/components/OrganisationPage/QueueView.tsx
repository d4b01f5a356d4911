import { LinkButton } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import type { QueueItem } from '@slo-scout/backstage-plugin-slo-scout-common';
import { actorName, entityLabel } from '../../format/entity';
import { useAddress } from '../../hooks/useAddress';
import { useEntityTab } from '../../hooks/useEntityTab';
import { useQueue } from '../../hooks/useOverview';
import { useText, type Text } from '../../hooks/useText';
import { Card } from '../Card';
import { LoadState } from '../LoadState';
import { SectionHeader } from '../SectionHeader';
import { TimeText } from '../TimeText';
import { EmptyPage, Pager } from './Pager';

/** What waits for the viewer, the longest waiting first. */
export function QueueView() {
  const t = useText();
  const { get } = useAddress();
  const queue = useQueue(get('cursor'));
  return (
    <section aria-label={t('organisation.queue.list')}>
      <SectionHeader title={t('organisation.queue.heading')} />
      <LoadState of={queue}>
        {page =>
          page.items.length === 0 ? (
            <EmptyPage page={page}>
              <Typography>{t('organisation.queue.empty')}</Typography>
            </EmptyPage>
          ) : (
            <>
              {page.items.map(item => (
                <Waiting key={`${item.kind} ${item.id}`} item={item} />
              ))}
              <Pager page={page} shown={page.items.length} />
            </>
          )
        }
      </LoadState>
    </section>
  );
}

function Waiting({ item }: { item: QueueItem }) {
  const t = useText();
  const to = useWay(item);
  const service = entityLabel(item.entity_ref);
  const action = t(`organisation.queue.open_${item.kind}`);
  const what = words(item, t);
  return (
    <Card
      actions={
        <LinkButton
          aria-label={t('organisation.queue.openOf', { action, service })}
          color="primary"
          to={to}
          variant="contained"
        >
          {action}
        </LinkButton>
      }
      label={`${service}: ${what}`}
      title={service}
    >
      <Typography>{what}</Typography>
      {item.roles.length > 0 && (
        <Typography variant="body2">
          {t('organisation.queue.roles', {
            roles: item.roles
              .map(role => t(`organisation.role.${role}`))
              .join(', '),
          })}
        </Typography>
      )}
      <Typography color="textSecondary" variant="body2">
        {t('organisation.queue.since')} <TimeText value={item.since} />,{' '}
        {t('organisation.queue.by', { name: actorName(item.by) })}
      </Typography>
    </Card>
  );
}

function words(item: QueueItem, t: Text): string {
  const environment = item.environment ?? '';
  switch (item.kind) {
    case 'slo':
      return t('organisation.queue.slo', { name: item.name ?? '' });
    case 'artifacts':
      return t('organisation.queue.artifacts', {
        count: item.count,
        environment,
      });
    default:
      return t('organisation.queue.override', { environment });
  }
}

/** Where it is decided. */
function useWay({ kind, entity_ref, environment }: QueueItem): string {
  const tabOf = useEntityTab();
  const tab = tabOf(entity_ref);
  if (kind === 'slo' || environment === null) return `${tab}/slos`;
  return `${tab}/artifacts?${new URLSearchParams({ environment })}`;
}
