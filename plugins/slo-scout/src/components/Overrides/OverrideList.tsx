import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useEntityData } from '../../hooks/EntityData';
import { useOverrides } from '../../hooks/useOverrides';
import { useText } from '../../hooks/useText';
import { Disclosure } from '../Disclosure';
import { ErrorNotice } from '../LoadState';
import { OverrideActions } from './OverrideActions';
import { OverrideCard } from './OverrideCard';

const isOpen = ({ status }: Override) =>
  status === 'requested' || status === 'approved';

/** Overrides of the environment: open ones to be decided or used, ended ones to be read. */
export function OverrideList(props: { onDone: (message: string) => void }) {
  const { entityRef, environment, refreshAll } = useEntityData();
  const overrides = useOverrides(entityRef);
  const t = useText();
  const here = (overrides.value ?? []).filter(
    override => override.environment === environment,
  );
  if (here.length === 0 && !overrides.error) return null;
  const open = here.filter(isOpen);
  const ended = here.filter(override => !isOpen(override));
  const decided = () => {
    overrides.refresh();
    refreshAll();
  };
  return (
    <Box component="section" aria-label={t('overrides.title')} mb={3}>
      {overrides.error && (
        <Box mb={2}>
          <ErrorNotice
            error={overrides.error}
            onRetry={overrides.refresh}
            title={t('overrides.loadFailed')}
          />
        </Box>
      )}
      {open.length > 0 && (
        <Typography component="h3" gutterBottom variant="h6">
          {t('overrides.title')}
        </Typography>
      )}
      {open.map(override => (
        <OverrideCard
          key={override.id}
          override={override}
          actions={
            <OverrideActions
              override={override}
              onDecided={decided}
              onDone={props.onDone}
            />
          }
        />
      ))}
      {ended.length > 0 && (
        <Disclosure closedText={t('overrides.ended', { count: ended.length })}>
          {ended.map(override => (
            <OverrideCard key={override.id} override={override} />
          ))}
        </Disclosure>
      )}
    </Box>
  );
}
