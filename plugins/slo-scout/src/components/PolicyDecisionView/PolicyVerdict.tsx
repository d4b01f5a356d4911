import Alert from '@material-ui/lab/Alert';
import type { PolicyDecision } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';

/** The decision in a sentence. What was let pass or only warned of is not called good. */
export function PolicyVerdict({ decision }: { decision: PolicyDecision }) {
  const t = useText();
  if (decision.outcome === 'violated') {
    return (
      <Alert severity="error">
        {t('policy.violated', { count: decision.violations.length })}
      </Alert>
    );
  }
  const count = decision.invariants.filter(({ ok }) => !ok).length;
  return count > 0 ? (
    <Alert severity="warning">{t('policy.allowedThough', { count })}</Alert>
  ) : (
    <Alert severity="success">{t('policy.allowed')}</Alert>
  );
}
