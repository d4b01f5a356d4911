import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from '../../api';
import { useEntityData } from '../../hooks/EntityData';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { useWhatIf } from '../../hooks/useWhatIf';
import { useWhyNot } from '../../hooks/useWhyNot';
import { changesOf, numbersOf } from '../../model/whatIfNumbers';
import { ActionDialog, CloseButton } from '../ActionDialog';
import { GuardedButton } from '../GuardedButton';
import { ErrorNotice } from '../LoadState';
import { WhatIfAnswerView } from './WhatIfAnswerView';
import { WhatIfControls } from './WhatIfControls';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(260px, 320px) minmax(0, 1fr)',
    gap: theme.spacing(3),
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1),
    },
  },
}));

interface Props {
  slo: Slo;
  onClose: () => void;
  onSaved: (message: string) => void;
}

/**
 * Tries other numbers of an SLO over the history that was fetched once. Closing
 * it aborts what is under way, since the requests end with the dialog.
 */
export function WhatIfDialog({ slo, onClose, onSaved }: Props) {
  const { entityRef, environment, refreshAll } = useEntityData();
  const api = useApi(sloScoutApiRef);
  const classes = useStyles();
  const t = useText();
  const whyNot = useWhyNot();
  const small = useMediaQuery(useTheme().breakpoints.down('sm'));
  // A signal may bring a newer draft meanwhile; what is tried rests on what was opened.
  const [base] = useState(slo.draft ?? slo);
  const present = numbersOf(base);
  const [numbers, setNumbers] = useState(present);
  const changes = changesOf(present, numbers);
  const unchanged = Object.keys(changes).length === 0;
  const whatIf = useWhatIf(slo.id, environment, changes);
  const { answer, current } = whatIf;

  const use = useAction(
    (document: string) =>
      api
        .createSlos({ entity_ref: entityRef, document })
        // Also after a refusal: there may be a newer revision.
        .finally(refreshAll),
    ({ warnings }) => {
      onSaved([t('whatIf.saved', { name: slo.name }), ...warnings].join(' '));
      onClose();
    },
  );
  const reason = () => {
    if (unchanged) return t('whatIf.nothingChanged');
    if (!answer || !current) return t('whatIf.notAnswered');
    return answer.base_revision === base.revision
      ? undefined
      : t('whatIf.revised');
  };

  return (
    <ActionDialog
      aria-labelledby="slo-scout-what-if"
      busy={use.busy}
      fullScreen={small}
      fullWidth
      maxWidth="lg"
      onClose={onClose}
    >
      <DialogTitle id="slo-scout-what-if">
        {t('whatIf.title', { name: slo.name })}
      </DialogTitle>
      <DialogContent>
        <DialogContentText>{t('whatIf.help')}</DialogContentText>
        <div className={classes.columns}>
          <div>
            <WhatIfControls
              base={base}
              numbers={numbers}
              onChange={setNumbers}
              present={present}
            />
            <GuardedButton
              onClick={() => setNumbers(present)}
              reason={unchanged ? t('whatIf.nothingChanged') : undefined}
              size="small"
            >
              {t('whatIf.reset')}
            </GuardedButton>
          </div>
          <div>
            <FirstAnswer loaded={whatIf.base} />
            <WhatIfAnswerView subject={slo.name} whatIf={whatIf} />
          </div>
        </div>
        {use.error && (
          <Box mt={2}>
            <ErrorNotice error={use.error} title={t('whatIf.saveFailed')} />
          </Box>
        )}
      </DialogContent>
      <DialogActions>
        <CloseButton busy={use.busy} onClick={onClose}>
          {t('common.close')}
        </CloseButton>
        <GuardedButton
          busy={use.busy}
          onClick={() => answer && current && use.run(answer.document)}
          primary
          reason={whyNot('writeSlos') ?? reason()}
        >
          {t('whatIf.use')}
        </GuardedButton>
      </DialogActions>
    </ActionDialog>
  );
}

/** While history is fetched, and where it could not be. */
function FirstAnswer({
  loaded,
}: {
  loaded: ReturnType<typeof useWhatIf>['base'];
}) {
  const t = useText();
  if (loaded.loading) {
    return (
      <div role="status">
        <Typography gutterBottom variant="body2">
          {t('whatIf.asking')}
        </Typography>
        <LinearProgress aria-label={t('whatIf.asking')} />
      </div>
    );
  }
  return loaded.error ? (
    <ErrorNotice byItself error={loaded.error} title={t('whatIf.failedFirst')}>
      <Box mt={1}>
        <Button onClick={loaded.refresh} size="small" variant="outlined">
          {t('whatIf.again')}
        </Button>
      </Box>
    </ErrorNotice>
  ) : null;
}
