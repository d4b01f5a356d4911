import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type {
  CheckedQuery,
  DocumentCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { LocatedFault } from '../../documents/locateFault';
import type { Settled } from '../../hooks/useSettled';
import { useText } from '../../hooks/useText';
import { FaultList } from '../FaultList';
import { ErrorNotice } from '../LoadState';
import { StatusChip } from '../StatusChip';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(2) },
  queries: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1, 0, 0),
    '& dt': { fontWeight: 500, overflowWrap: 'anywhere' },
    '& dd': { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

/** What the server says of the document while it is written. */
export function CheckResult(props: {
  check: Settled<DocumentCheck>;
  faults: LocatedFault[];
}) {
  const { check, faults } = props;
  const { answer, current, error } = check;
  const t = useText();
  return (
    <section aria-label={t('define.check.title')}>
      <Typography component="h3" variant="h6">
        {t('define.check.title')}
      </Typography>
      <div aria-live="polite">
        {error && (
          <ErrorNotice
            error={error}
            onRetry={check.refresh}
            title={t('define.check.failed')}
          />
        )}
        {!error && !current && (
          <Typography color="textSecondary" variant="body2">
            {t('define.check.checking')}
          </Typography>
        )}
        {current && answer && answer.faults.length > 0 && (
          <FaultList
            faults={faults}
            title={t('define.check.faults', { count: faults.length })}
          />
        )}
        {current && answer && answer.faults.length === 0 && (
          <Findings answer={answer} />
        )}
      </div>
    </section>
  );
}

function Findings({ answer }: { answer: DocumentCheck }) {
  const t = useText();
  return (
    <>
      <Typography variant="body2">{t('define.check.fine')}</Typography>
      <Said
        sentences={answer.notes}
        severity="warning"
        title={t('define.check.notes')}
      />
      <Said
        sentences={answer.warnings}
        severity="info"
        title={t('define.check.warnings')}
      />
      {answer.reason && (
        <Box mt={1}>
          <Alert severity="info">{answer.reason}</Alert>
        </Box>
      )}
      {answer.queries.length > 0 && <Queries queries={answer.queries} />}
    </>
  );
}

function Said(props: {
  title: string;
  sentences: string[];
  severity: 'info' | 'warning';
}) {
  const { title, sentences, severity } = props;
  const classes = useStyles();
  return sentences.length === 0 ? null : (
    <Box mt={1}>
      <Alert severity={severity}>
        {title}
        <ul className={classes.list}>
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Alert>
    </Box>
  );
}

function Queries({ queries }: { queries: CheckedQuery[] }) {
  const classes = useStyles();
  const t = useText();
  const several = new Set(queries.map(({ slo }) => slo)).size > 1;
  return (
    <Box mt={2}>
      <Typography variant="subtitle2">{t('define.check.queries')}</Typography>
      <dl className={classes.queries}>
        {queries.map(({ slo, role, series, error }) => (
          <div key={`${slo} ${role}`} style={{ display: 'contents' }}>
            <dt>
              {several && `${slo}: `}
              {t(`slos.role.${role}`)}
            </dt>
            <dd>
              {error !== undefined && (
                <StatusChip tone="bad">{error}</StatusChip>
              )}
              {series === 0 && (
                <StatusChip tone="waiting">
                  {t('define.check.noData')}
                </StatusChip>
              )}
              {series !== undefined &&
                series > 0 &&
                t('define.check.series', { count: series })}
            </dd>
          </div>
        ))}
      </dl>
    </Box>
  );
}
