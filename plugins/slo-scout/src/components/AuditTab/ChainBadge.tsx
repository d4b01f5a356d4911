import { useAuditVerification } from '../../hooks/useAudit';
import { useText } from '../../hooks/useText';
import { GuardedButton } from '../GuardedButton';
import { StatusChip } from '../StatusChip';

/** Whether the hash chain of the whole log holds. */
export function ChainBadge() {
  const t = useText();
  const verification = useAuditVerification();
  return (
    <>
      <span role="status">
        <Badge verification={verification} />
      </span>
      <GuardedButton onClick={verification.refresh} size="small">
        {t('audit.verifyAgain')}
      </GuardedButton>
    </>
  );
}

function Badge(props: {
  verification: ReturnType<typeof useAuditVerification>;
}) {
  const { value, error } = props.verification;
  const t = useText();
  if (error) {
    return (
      <span title={error.message}>
        <StatusChip tone="unknown">{t('audit.verifyFailed')}</StatusChip>
      </span>
    );
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
