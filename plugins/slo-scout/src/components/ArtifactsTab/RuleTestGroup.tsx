import type { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';
import { worstVerdict } from '../../model/bundle';
import { Card } from '../Card';
import { Disclosure } from '../Disclosure';
import { ApprovalChip, DeploymentChip, VerdictChip } from '../StatusChip';

/**
 * Many rule tests as one, with the worst of their verdicts, so that they do not
 * drown the files that people read. Open where one failed.
 */
export function RuleTestGroup(props: {
  tests: Artifact[];
  /** A list item for each of them. */
  children: ReactNode;
}) {
  const { tests, children } = props;
  const t = useText();
  const verdict = worstVerdict(tests);
  const approval = shared(tests, test => test.approval_status);
  const deployment = shared(tests, test => test.deployment_status);
  const group = t('artifacts.ruleTests', { count: tests.length });
  return (
    <Card
      label={group}
      title={group}
      chips={
        <>
          <VerdictChip status={verdict} />
          {approval && <ApprovalChip status={approval} />}
          {deployment && <DeploymentChip status={deployment} />}
        </>
      }
    >
      <Disclosure
        closedText={t('artifacts.showGroup', { group })}
        openText={t('artifacts.hideGroup', { group })}
        initiallyOpen={verdict === 'failed'}
      >
        <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {children}
        </Box>
      </Disclosure>
    </Card>
  );
}

/** What all have in common; undefined where they differ. */
function shared<T>(
  tests: Artifact[],
  of: (test: Artifact) => T,
): T | undefined {
  const [first, ...others] = new Set(tests.map(of));
  return others.length === 0 ? first : undefined;
}
