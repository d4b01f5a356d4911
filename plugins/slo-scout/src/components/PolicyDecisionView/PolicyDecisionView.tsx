import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { PolicyDecision } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { BlastRadiusView } from './BlastRadiusView';
import { InvariantList } from './InvariantList';
import { PolicyVerdict } from './PolicyVerdict';

/** A decision of the policy guard as a person reads it. */
export function PolicyDecisionView({ decision }: { decision: PolicyDecision }) {
  const t = useText();
  return (
    <div>
      <PolicyVerdict decision={decision} />
      <Box mt={2}>
        <BlastRadiusView radius={decision.blast_radius} />
      </Box>
      <Box mt={2}>
        <Typography variant="subtitle2" component="h4" gutterBottom>
          {t('policy.invariants')}
        </Typography>
        <InvariantList invariants={decision.invariants} />
      </Box>
    </div>
  );
}
