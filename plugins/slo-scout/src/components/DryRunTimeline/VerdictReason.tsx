import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import type { DryRunResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { dryRunReason } from '../../format/sentence';
import { useText } from '../../hooks/useText';
import { TextWithTimes } from '../TimeText';

const SEVERITY = {
  passed: 'info',
  failed: 'error',
  inconclusive: 'warning',
} as const;

/** Why the verdict is not better, or what a good one rests on. */
export function VerdictReason({ result }: { result: DryRunResult }) {
  const { verdict } = result;
  const t = useText();
  const reason = dryRunReason(result, t);
  const words =
    verdict === 'inconclusive'
      ? t('dryRun.inconclusive', {
          reason: reason ?? t('dryRun.inconclusiveUnknown'),
        })
      : reason;
  return words ? (
    <Box mb={1}>
      <Alert severity={SEVERITY[verdict]}>
        <TextWithTimes>{words}</TextWithTimes>
      </Alert>
    </Box>
  ) : null;
}
