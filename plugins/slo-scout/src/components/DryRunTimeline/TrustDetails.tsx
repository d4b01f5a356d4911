import Box from '@material-ui/core/Box';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type {
  DataGap,
  DryRunResult,
  WindowCoverage,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration, formatWindow } from '../../format/duration';
import { formatPercent } from '../../format/number';
import { eachSentence } from '../../format/sentence';
import { useText } from '../../hooks/useText';
import { Facts } from '../Card';
import { TextWithTimes, TimeText } from '../TimeText';

/** What the dry run rests on: how much data there was, and what was simplified. */
export function TrustDetails({ result }: { result: DryRunResult }) {
  const t = useText();
  const { approximations = [], notes = [], windows = [], gaps } = result;
  return (
    <>
      <Facts
        facts={[
          result.earliest_sample
            ? {
                name: t('dryRun.trust.earliest'),
                value: <TimeText value={result.earliest_sample} />,
              }
            : undefined,
          result.retention_seconds === undefined
            ? undefined
            : {
                name: t('dryRun.trust.retention'),
                value: formatDuration(result.retention_seconds),
              },
          result.instance_version
            ? {
                name: t('dryRun.trust.engine'),
                value: result.instance_version,
              }
            : undefined,
        ]}
      />
      <Sentences
        sentences={eachSentence(approximations, result.approximations_coded, t)}
        title={t('dryRun.trust.approximations')}
      />
      <Sentences
        sentences={eachSentence(notes, result.notes_coded, t)}
        title={t('dryRun.trust.notes')}
      />
      {windows.length > 0 && <WindowsTable windows={windows} />}
      {gaps && gaps.length > 0 ? (
        <GapsTable gaps={gaps} />
      ) : (
        <Box mt={1}>
          <Typography variant="body2">
            {gaps ? t('dryRun.trust.noGaps') : t('dryRun.trust.unknownGaps')}
          </Typography>
        </Box>
      )}
    </>
  );
}

/** What the server says, in its sentences; nothing where it says nothing. */
export function Sentences(props: { title: string; sentences: string[] }) {
  const { title, sentences } = props;
  if (sentences.length === 0) return null;
  return (
    <Box mt={1}>
      <Typography component="h5" variant="subtitle2">
        {title}
      </Typography>
      <Box component="ul" m={0} pl={2.5}>
        {sentences.map(sentence => (
          <Typography key={sentence} component="li" variant="body2">
            <TextWithTimes>{sentence}</TextWithTimes>
          </Typography>
        ))}
      </Box>
    </Box>
  );
}

function WindowsTable({ windows }: { windows: WindowCoverage[] }) {
  const t = useText();
  const percent = (share: number) => formatPercent(Number(share.toFixed(3)));
  return (
    <TableContainer tabIndex={0}>
      <Table
        aria-label={t('dryRun.trust.windows')}
        size="small"
        style={{ maxWidth: 560 }}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('dryRun.trust.window')}</TableCell>
            <TableCell align="right">{t('dryRun.trust.coverage')}</TableCell>
            <TableCell align="right">{t('dryRun.trust.complete')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {windows.map(({ window, coverage, complete }) => (
            <TableRow key={window}>
              <TableCell>{formatWindow(window)}</TableCell>
              <TableCell align="right">{percent(coverage)}</TableCell>
              <TableCell align="right">{percent(complete)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function GapsTable({ gaps }: { gaps: DataGap[] }) {
  const t = useText();
  return (
    <TableContainer tabIndex={0}>
      <Table
        aria-label={t('dryRun.trust.gaps')}
        size="small"
        style={{ maxWidth: 560, minWidth: 420 }}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('dryRun.trust.gaps')}</TableCell>
            <TableCell>{t('dryRun.end')}</TableCell>
            <TableCell align="right">{t('dryRun.duration')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {gaps.map(gap => (
            <TableRow key={gap.start}>
              <TableCell>
                <TimeText value={gap.start} />
              </TableCell>
              <TableCell>
                <TimeText value={gap.end} />
              </TableCell>
              <TableCell align="right">
                {formatDuration(gap.duration_seconds)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
