import { useState } from 'react';
import { LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import {
  faultDetails,
  type Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useNavigate } from 'react-router-dom';
import { sloScoutApiRef } from '../../api';
import { locateFaults, type LocatedFault } from '../../documents/locateFault';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { usePaths } from '../../hooks/usePaths';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { FaultList } from '../FaultList';

/** Saves the text as drafts, and leads back to the SLOs. */
export function SaveBar(props: {
  text: string;
  /** Why the viewer may not save. */
  reason?: string;
  /** It says what is saved already. */
  unchanged: boolean;
  onSaved: (text: string, slos: Slo[]) => void;
}) {
  const { text, reason, unchanged, onSaved } = props;
  const { entityRef, refreshAll } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const navigate = useNavigate();
  const paths = usePaths();
  const t = useText();
  const [faults, setFaults] = useState<LocatedFault[]>([]);
  const [warnings, setWarnings] = useState<string[]>([]);

  const save = useAction(
    async () => {
      setFaults([]);
      setWarnings([]);
      try {
        const result = await api.createSlos({
          entity_ref: entityRef,
          document: text,
        });
        onSaved(text, result.slos);
        refreshAll();
        return result;
      } catch (error) {
        setFaults(locateFaults(text, faultDetails(error)));
        throw error;
      }
    },
    result => {
      // Warnings must be read before the text is out of sight.
      if (result.warnings.length > 0) {
        setWarnings(result.warnings);
        return;
      }
      const saved = t('slos.document.saved', { count: result.slos.length });
      navigate(paths.slos, { state: { saved } });
    },
  );

  return (
    <Box mt={3}>
      {save.error && faults.length > 0 && <FaultList faults={faults} />}
      {save.error && faults.length === 0 && (
        <ErrorNotice title={t('slos.failed')} error={save.error} />
      )}
      {warnings.length > 0 && (
        <Alert severity="warning" role="status">
          {t('slos.document.warnings')}
          <ul>
            {warnings.map(warning => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Alert>
      )}
      <Box display="flex" gridGap={8} mt={2}>
        <GuardedButton
          busy={save.busy}
          onClick={save.run}
          primary
          reason={reason ?? (unchanged ? t('define.unchanged') : undefined)}
        >
          {t('slos.document.save')}
        </GuardedButton>
        {warnings.length > 0 && (
          <LinkButton to={paths.slos} variant="outlined">
            {t('define.back')}
          </LinkButton>
        )}
      </Box>
    </Box>
  );
}
