import { useApi } from '@backstage/core-plugin-api';
import Download from '@material-ui/icons/GetApp';
import { sloScoutApiRef } from '../../api';
import { downloadText } from '../../browser/download';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';

/** The whole log, with its chain, as a file that can be verified elsewhere. */
export function ExportButton() {
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const download = useAction(async () =>
    downloadText(
      'slo-scout-audit.ndjson',
      await api.exportAudit(),
      'application/x-ndjson',
    ),
  );
  return (
    <>
      <GuardedButton
        busy={download.busy}
        onClick={download.run}
        size="small"
        startIcon={<Download />}
      >
        {t('audit.export')}
      </GuardedButton>
      {download.error && (
        <ErrorNotice title={t('audit.exportFailed')} error={download.error} />
      )}
    </>
  );
}
