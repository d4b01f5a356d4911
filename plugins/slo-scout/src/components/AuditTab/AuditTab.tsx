import { EmptyState } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { useAddress } from '../../hooks/useAddress';
import { useEntityData } from '../../hooks/EntityData';
import { useAudit } from '../../hooks/useAudit';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice, LoadingRows, LoadState } from '../LoadState';
import { SectionHeader } from '../SectionHeader';
import { AuditFilterBar, useAuditFilters } from './AuditFilterBar';
import { AuditList } from './AuditList';
import { AuditStoryList } from './AuditStoryList';
import { ChainBadge } from './ChainBadge';
import { ExportButton } from './ExportButton';

const useStyles = makeStyles(theme => ({
  // Material's own grey is too faint to read.
  toggle: {
    color: theme.palette.text.primary,
    textTransform: 'none',
    '&.Mui-selected': {
      color: theme.palette.text.primary,
      boxShadow: `inset 0 0 0 1px ${theme.palette.primary.main}`,
    },
  },
}));

export function AuditTab() {
  const { capabilities } = useEntityData();
  const t = useText();
  const whyNot = useWhyNot();
  return (
    <section aria-label={t('audit.title')}>
      {capabilities.loading && <LoadingRows />}
      {capabilities.value &&
        (capabilities.value.can_read_audit ? (
          <AuditTrail />
        ) : (
          <EmptyState
            missing="info"
            title={t('audit.title')}
            description={whyNot('readAudit')}
          />
        ))}
    </section>
  );
}

function AuditTrail() {
  const { entityRef } = useEntityData();
  const t = useText();
  const { get } = useAddress();
  const filters = useAuditFilters();
  const audit = useAudit(entityRef, filters);
  const filtered = Object.values(filters).some(value => value !== undefined);
  const asList = get('view') === 'list';
  return (
    <>
      <SectionHeader title={t('audit.title')}>
        <ExportButton />
      </SectionHeader>
      <ChainBadge />
      <Typography color="textSecondary" paragraph variant="body2">
        {t('audit.exportWhole')}
      </Typography>
      <AuditFilterBar />
      <ViewSwitch asList={asList} />
      <LoadState of={audit.page}>
        {() =>
          audit.entries.length === 0 ? (
            <EmptyState
              missing="content"
              title={t('audit.empty.title')}
              description={
                filtered
                  ? t('audit.empty.filtered')
                  : t('audit.empty.description')
              }
            />
          ) : (
            <>
              {asList ? (
                <AuditList entries={audit.entries} label={t('audit.entries')} />
              ) : (
                <>
                  {filtered && (
                    <Typography color="textSecondary" paragraph variant="body2">
                      {t('audit.filters.holes')}
                    </Typography>
                  )}
                  <AuditStoryList
                    audit={audit}
                    // What filters leave out is not further back.
                    canBegin={audit.hasOlder && !filtered}
                  />
                </>
              )}
              {audit.olderError && (
                <ErrorNotice
                  title={t('slos.failed')}
                  error={audit.olderError}
                />
              )}
              {audit.hasOlder && (
                <Box mt={2}>
                  <GuardedButton
                    busy={audit.loadingOlder}
                    onClick={audit.loadOlder}
                  >
                    {t('audit.more')}
                  </GuardedButton>
                </Box>
              )}
            </>
          )
        }
      </LoadState>
    </>
  );
}

function ViewSwitch({ asList }: { asList: boolean }) {
  const classes = useStyles();
  const t = useText();
  const { set } = useAddress();
  return (
    <Box mb={2}>
      <ToggleButtonGroup
        aria-label={t('audit.view.label')}
        exclusive
        onChange={(_, view: string | null) =>
          view && set({ view: view === 'list' ? 'list' : undefined })
        }
        size="small"
        value={asList ? 'list' : 'story'}
      >
        <ToggleButton className={classes.toggle} value="story">
          {t('audit.view.story')}
        </ToggleButton>
        <ToggleButton className={classes.toggle} value="list">
          {t('audit.view.list')}
        </ToggleButton>
      </ToggleButtonGroup>
    </Box>
  );
}
