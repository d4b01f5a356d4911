import { useMemo } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { serverWords } from '../../format/serverWords';
import { useAuditVerification } from '../../hooks/useAudit';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { StatusChip } from '../StatusChip';
import { TimeText } from '../TimeText';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
}));

/** Whether the hash chain of the whole log holds, as of when, and what to do if not. */
export function ChainBadge() {
  const classes = useStyles();
  const t = useText();
  const verification = useAuditVerification();
  return (
    <>
      <div className={classes.row}>
        <span role="status">
          <Badge verification={verification} />
        </span>
        <VerifiedAt verification={verification} />
        <GuardedButton onClick={verification.refresh} size="small">
          {t('audit.verifyAgain')}
        </GuardedButton>
      </div>
      <WhatToDo verification={verification} />
    </>
  );
}

interface Verified {
  verification: ReturnType<typeof useAuditVerification>;
}

/** When the answer that is shown came; an attempt that failed has none. */
function VerifiedAt({ verification: { value, error } }: Verified) {
  const t = useText();
  const at = useMemo(() => value && Date.now(), [value]);
  if (at === undefined || error) return null;
  return (
    <Typography color="textSecondary" component="span" variant="body2">
      {t('audit.verifiedAt')} <TimeText value={at} />
    </Typography>
  );
}

function WhatToDo({ verification: { value, error } }: Verified) {
  const t = useText();
  if (!error && (!value || value.ok)) return null;
  return (
    <Typography paragraph role="alert" variant="body2">
      {error && (
        <>
          {serverWords(error)}
          <br />
        </>
      )}
      {t(error ? 'audit.whenUnknown' : 'audit.whenBroken')}
    </Typography>
  );
}

function Badge(props: Verified) {
  const { value, error } = props.verification;
  const t = useText();
  if (error) {
    return <StatusChip tone="unknown">{t('audit.verifyFailed')}</StatusChip>;
  }
  if (!value) {
    return <StatusChip tone="moving">{t('audit.verifying')}</StatusChip>;
  }
  if (value.ok) {
    return (
      <span title={t('audit.head', { hash: value.head_hash })}>
        <StatusChip tone="good">
          {t('audit.verified', { count: value.entries })}
        </StatusChip>
      </span>
    );
  }
  return (
    <StatusChip tone="bad">
      {value.first_bad_seq === undefined
        ? t('audit.brokenUnknown')
        : t('audit.broken', { seq: String(value.first_bad_seq) })}
    </StatusChip>
  );
}
