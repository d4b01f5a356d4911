import { EmptyState } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import {
  AUDIT_ACTIONS,
  type AuditAction,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useSearchParams } from 'react-router-dom';
import { useEntityData } from '../../hooks/EntityData';
import { useAudit } from '../../hooks/useAudit';
import { useText } from '../../hooks/useText';
import { useWhyNot } from '../../hooks/useWhyNot';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice, LoadState } from '../LoadState';
import { SectionHeader } from '../SectionHeader';
import { AuditList } from './AuditList';
import { ChainBadge } from './ChainBadge';
import { ExportButton } from './ExportButton';

export function AuditTab() {
  const { capabilities } = useEntityData();
  const t = useText();
  const whyNot = useWhyNot();
  return (
    <section aria-label={t('audit.title')}>
      <LoadState of={capabilities}>
        {may =>
          may.can_read_audit ? (
            <AuditTrail />
          ) : (
            <EmptyState
              missing="info"
              title={t('audit.title')}
              description={whyNot('readAudit')}
            />
          )
        }
      </LoadState>
    </section>
  );
}

function AuditTrail() {
  const { entityRef } = useEntityData();
  const t = useText();
  const [search, setSearch] = useSearchParams();
  const action = AUDIT_ACTIONS.find(known => known === search.get('action'));
  const audit = useAudit(entityRef, action);
  const filter = (chosen: string) =>
    setSearch(previous => {
      if (chosen === '') previous.delete('action');
      else previous.set('action', chosen);
      return previous;
    });
  return (
    <>
      <SectionHeader title={t('audit.title')}>
        <ChainBadge />
        <ExportButton />
      </SectionHeader>
      <Box mb={2}>
        <ActionFilter value={action} onChange={filter} />
      </Box>
      <LoadState of={audit.page}>
        {() =>
          audit.entries.length === 0 ? (
            <EmptyState
              missing="content"
              title={t('audit.empty.title')}
              description={
                action
                  ? t('audit.empty.filtered')
                  : t('audit.empty.description')
              }
            />
          ) : (
            <>
              <AuditList entries={audit.entries} />
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

function ActionFilter(props: {
  value: AuditAction | undefined;
  onChange: (action: string) => void;
}) {
  const t = useText();
  return (
    <TextField
      id="slo-scout-audit-action"
      label={t('audit.filter')}
      onChange={event => props.onChange(event.target.value)}
      select
      SelectProps={{ displayEmpty: true }}
      InputLabelProps={{ shrink: true }}
      size="small"
      value={props.value ?? ''}
      variant="outlined"
      style={{ minWidth: 240 }}
    >
      <MenuItem value="">{t('audit.all')}</MenuItem>
      {AUDIT_ACTIONS.map(action => (
        <MenuItem key={action} value={action}>
          {t(`audit.action.${action}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
