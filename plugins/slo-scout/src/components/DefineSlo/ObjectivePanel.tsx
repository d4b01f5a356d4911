import Box from '@material-ui/core/Box';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type {
  DocumentHistory,
  SliEvents,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { FormView, SloForm } from '../../documents/form';
import type { Settled } from '../../hooks/useSettled';
import { useText } from '../../hooks/useText';
import { curveOf } from '../../model/objective';
import { exactNumber, readNumber, shareOf } from '../../model/whatIfScale';
import { DaysTable } from '../DryRunTimeline';
import { Disclosure } from '../Disclosure';
import { ErrorNotice } from '../LoadState';
import { ObjectiveChart } from './ObjectiveChart';
import { ObjectiveMeaning } from './ObjectiveMeaning';

const useStyles = makeStyles({ outdated: { opacity: 0.55 } });

interface Props {
  history: Settled<DocumentHistory>;
  view: FormView;
  /** The objective was moved to so many percent. */
  onObjective: (percent: string) => void;
}

/**
 * The SLI's recent past, and what the objective would have meant for it; dimmed,
 * and said to be so, while it is that of a former query.
 */
export function ObjectivePanel({ history, view, onObjective }: Props) {
  const { answer, busy, current, error } = history;
  const classes = useStyles();
  const t = useText();
  const form = view.state === 'ready' ? view.form : undefined;
  const days = String(answer?.range_days ?? 30);
  return (
    <section aria-label={t('define.curve.title', { days })}>
      <Typography component="h3" gutterBottom variant="h6">
        {t('define.curve.title', { days })}
      </Typography>
      {error && (
        <ErrorNotice
          error={error}
          onRetry={history.refresh}
          title={t('define.curve.failed')}
        />
      )}
      {busy && (
        <div role="status">
          <Typography gutterBottom variant="body2">
            {t('define.curve.asking')}
          </Typography>
          <LinearProgress aria-label={t('define.curve.asking')} />
        </div>
      )}
      {!answer && !busy && !error && (
        <Typography color="textSecondary" variant="body2">
          {t('define.curve.later')}
        </Typography>
      )}
      {answer && !current && (
        <Typography gutterBottom role="status" variant="body2">
          {t('define.curve.outdated')}
        </Typography>
      )}
      <div className={current ? undefined : classes.outdated}>
        {answer?.reason && <Alert severity="info">{answer.reason}</Alert>}
        {answer && answer.events.length > 0 && (
          <Curve events={answer.events} form={form} onObjective={onObjective} />
        )}
      </div>
    </section>
  );
}

function Curve(props: {
  events: SliEvents[];
  form: SloForm | undefined;
  onObjective: (percent: string) => void;
}) {
  const { events, form, onObjective } = props;
  const t = useText();
  // With several objectives the names of the SLOs begin with the document's.
  const parts = events.filter(
    ({ slo }) => slo === form?.name || slo.startsWith(`${form?.name}-`),
  );
  const [drawn] = parts.length > 0 ? parts : events;
  const percent = readNumber(form?.percent ?? '');
  if (!form || percent === undefined || percent <= 0 || percent >= 100) {
    return <Alert severity="info">{t('define.curve.notDragged')}</Alert>;
  }
  const curve = curveOf(drawn, shareOf(percent), form.window);
  const labels = Object.entries(drawn.labels).map(([k, v]) => `${k}=${v}`);
  return (
    <>
      {labels.length > 0 && (
        <Typography variant="body2">
          {t('define.curve.part', {
            number: String(parts.length),
            labels: labels.join(', '),
          })}
        </Typography>
      )}
      <ObjectiveMeaning curve={curve} events={drawn} />
      <ObjectiveChart
        curve={curve}
        events={drawn}
        onObjective={share => onObjective(String(exactNumber(share * 100)))}
      />
      <Box mt={1}>
        <Disclosure
          closedText={t('define.curve.showDays')}
          openText={t('define.curve.hideDays')}
        >
          <DaysTable curve={curve} />
        </Disclosure>
      </Box>
    </>
  );
}
