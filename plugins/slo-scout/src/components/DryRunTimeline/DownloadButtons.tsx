import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Download from '@material-ui/icons/GetApp';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { downloadText } from '../../browser/download';
import { useText } from '../../hooks/useText';
import { dryRunFileName, firingsCsv } from '../../model/dryRunFiles';

/** The dry run to take away: all of it, or its firings for a spreadsheet. */
export function DownloadButtons(props: {
  result: DryRunResult;
  /** What was examined, for the names of the files. */
  subject: string;
}) {
  const { result, subject } = props;
  const t = useText();
  return (
    <Box display="flex" flexWrap="wrap" gridGap={8} mt={1}>
      <Button
        onClick={() =>
          downloadText(
            dryRunFileName(subject, result, 'json'),
            `${JSON.stringify(result, undefined, 2)}\n`,
            'application/json',
          )
        }
        size="small"
        startIcon={<Download />}
        variant="outlined"
      >
        {t('dryRun.downloadJson')}
      </Button>
      <Button
        onClick={() =>
          downloadText(
            dryRunFileName(subject, result, 'csv'),
            firingsCsv(result),
            'text/csv;charset=utf-8',
          )
        }
        size="small"
        startIcon={<Download />}
        variant="outlined"
      >
        {t('dryRun.downloadCsv')}
      </Button>
    </Box>
  );
}
