import Typography from '@material-ui/core/Typography';
import type { OverviewSlo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { BudgetBar } from '../BudgetBar';
import { leftWords } from './standingWords';

/** What is left of the budget: in words, and as a bar for the eye. */
export function BudgetLeft({ slo }: { slo: OverviewSlo }) {
  const t = useText();
  const words = leftWords(slo, t);
  return (
    <>
      <Typography variant="body2">{words}</Typography>
      <BudgetBar
        label={t('measured.bar', { name: slo.name })}
        left={slo.standing.budget_left}
        state={slo.state}
        words={words}
      />
    </>
  );
}
