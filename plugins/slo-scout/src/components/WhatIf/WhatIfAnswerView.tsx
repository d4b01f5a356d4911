import Box from '@material-ui/core/Box';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { WhatIf } from '../../hooks/useWhatIf';
import { useText } from '../../hooks/useText';
import { DryRunView, Sentences } from '../DryRunTimeline';
import { ErrorNotice } from '../LoadState';
import { WhatIfSummary } from './WhatIfSummary';

const useStyles = makeStyles(theme => ({
  // The bar has its place while there is none, so that nothing jumps.
  progress: { height: 4, marginBottom: theme.spacing(1) },
  outdated: { opacity: 0.55 },
}));

/** The last good answer; dimmed, and said to be so, while it is to earlier numbers. */
export function WhatIfAnswerView(props: { whatIf: WhatIf; subject: string }) {
  const { whatIf, subject } = props;
  const { base, answer, current, busy, error } = whatIf;
  const classes = useStyles();
  const t = useText();
  if (!base.value || !answer) return null;
  return (
    <section aria-label={current ? t('whatIf.result') : t('whatIf.outdated')}>
      <div className={classes.progress}>
        {busy && <LinearProgress aria-label={t('whatIf.computing')} />}
      </div>
      {error && (
        <Box mb={1}>
          <ErrorNotice byItself error={error} title={t('whatIf.refused')} />
        </Box>
      )}
      <div className={current ? undefined : classes.outdated}>
        <div aria-live="polite">
          {!current && (
            <Typography variant="body2">{t('whatIf.outdated')}</Typography>
          )}
          <WhatIfSummary after={answer} before={base.value} />
        </div>
        <Sentences sentences={answer.notes} title={t('whatIf.notes')} />
        <Box mt={2}>
          <DryRunView result={answer.result} subject={subject} />
        </Box>
      </div>
    </section>
  );
}
