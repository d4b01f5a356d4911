import Box from '@material-ui/core/Box';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import type { AlertRow } from '../../model/dryRun';
import { Disclosure } from '../Disclosure';
import { AlertsTable } from './AlertsTable';
import { DownloadButtons } from './DownloadButtons';
import { FiringsTable } from './FiringsTable';
import { TrustDetails } from './TrustDetails';

/** A dry run for those who read: tables, what they rest on, and files to take away. */
export function DryRunDetails(props: {
  result: DryRunResult;
  rows: AlertRow[];
  /** What was examined, for the names of files. */
  subject: string;
}) {
  const { result, rows, subject } = props;
  const t = useText();
  return (
    <>
      {rows.length > 0 && (
        <Box mt={2}>
          <AlertsTable rows={rows} result={result} />
        </Box>
      )}
      {rows.some(row => row.count > 0) && (
        <Disclosure
          closedText={t('dryRun.showTable')}
          openText={t('dryRun.hideTable')}
        >
          <FiringsTable rows={rows} />
        </Disclosure>
      )}
      <Disclosure closedText={t('dryRun.trust.title')}>
        <TrustDetails result={result} />
      </Disclosure>
      <DownloadButtons result={result} subject={subject} />
    </>
  );
}
