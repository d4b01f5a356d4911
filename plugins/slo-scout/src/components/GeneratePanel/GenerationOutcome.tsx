import { LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Alert, { type Color } from '@material-ui/lab/Alert';
import type {
  Artifact,
  Generation,
  SloReference,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { editPath, usePaths } from '../../hooks/usePaths';
import { useText, type Text } from '../../hooks/useText';
import { TextWithTimes } from '../TimeText';
import { VerdictTable } from './VerdictTable';

const SEVERITY: Record<Generation['status'], Color> = {
  running: 'info',
  succeeded: 'success',
  failed: 'error',
  cancelled: 'info',
};

interface Props {
  status: Generation['status'];
  /** Why it failed, where no file can tell. */
  error?: string;
  artifacts: Artifact[];
  notes: string[];
  /** False for validation only. */
  stored: boolean;
  onAgain: () => void;
}

/** How a generation ended, a verdict for each file, and the ways on. */
export function GenerationOutcome(props: Props) {
  const { status, error, artifacts, notes, stored, onAgain } = props;
  const t = useText();
  const paths = usePaths();
  const succeeded = status === 'succeeded';
  const unsure =
    succeeded && artifacts.some(a => a.validation_status === 'inconclusive');
  return (
    <>
      <div role="status">
        <Alert severity={unsure ? 'warning' : SEVERITY[status]}>
          {outcomeWords(props, unsure, t)}
          {error && <div>{error}</div>}
        </Alert>
      </div>
      <Box my={2} display="flex" flexWrap="wrap" gridGap={8}>
        {succeeded && stored && (
          <LinkButton color="primary" variant="contained" to={paths.artifacts}>
            {t('generate.review')}
          </LinkButton>
        )}
        {faultySlos(artifacts).map(ref => (
          <LinkButton
            key={ref.slo_id}
            color="primary"
            // Names keep their spelling.
            style={{ textTransform: 'none' }}
            variant="outlined"
            to={editPath(paths, ref.slo_id)}
          >
            {t('generate.correct', { name: ref.name })}
          </LinkButton>
        ))}
        <Button color="primary" variant="outlined" onClick={onAgain}>
          {t('generate.again')}
        </Button>
      </Box>
      {notes.length > 0 && (
        <Box mb={2}>
          <Alert severity="info">
            {t('generate.notes')}
            <ul>
              {notes.map(note => (
                <li key={note}>
                  <TextWithTimes>{note}</TextWithTimes>
                </li>
              ))}
            </ul>
          </Alert>
        </Box>
      )}
      {artifacts.length > 0 && <VerdictTable artifacts={artifacts} />}
    </>
  );
}

function outcomeWords(
  { status, stored, artifacts }: Props,
  unsure: boolean,
  t: Text,
): string {
  if (unsure) {
    return stored
      ? t('generate.outcome.succeededInconclusive')
      : t('generate.outcome.validatedInconclusive');
  }
  if (status === 'succeeded' && !stored) return t('generate.outcome.validated');
  if (status === 'failed' && artifacts.length === 0) {
    return t('generate.outcome.refused');
  }
  if (status === 'failed' && !stored) {
    return t('generate.outcome.failedValidation');
  }
  return t(`generate.outcome.${status}`);
}

/** The SLOs behind failed files: what a person can correct. */
function faultySlos(artifacts: Artifact[]): SloReference[] {
  const failed = artifacts.filter(a => a.validation_status === 'failed');
  return [
    ...new Map(
      failed.flatMap(a => a.slo_refs.map(ref => [ref.slo_id, ref] as const)),
    ).values(),
  ];
}
