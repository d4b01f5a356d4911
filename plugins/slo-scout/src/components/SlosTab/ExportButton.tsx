import { useApi } from '@backstage/core-plugin-api';
import Download from '@material-ui/icons/GetApp';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { downloadText } from '../../browser/download';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';

/** The SLO as an OpenSLO document, whatever it was read from. */
export function ExportButton({ slo }: { slo: Slo }) {
  const api = useApi(sloScoutApiRef);
  const t = useText();
  const text = t('slos.export');
  const download = useAction(async () =>
    downloadText(
      `${slo.name}.openslo.yaml`,
      await api.getOpenSlo({ id: slo.id }),
      'application/yaml',
    ),
  );
  return (
    <>
      <GuardedButton
        busy={download.busy}
        label={t('slos.named', { action: text, name: slo.name })}
        onClick={download.run}
        size="small"
        startIcon={<Download />}
      >
        {text}
      </GuardedButton>
      {download.error && (
        <ErrorNotice title={t('slos.exportFailed')} error={download.error} />
      )}
    </>
  );
}
