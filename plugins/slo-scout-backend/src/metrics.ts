import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { PolicyDecision } from '@slo-scout/backstage-plugin-slo-scout-common';
import { invariants } from './policy/invariants';

/** What the plugin tells Prometheus of itself. No entity or user in the labels. */
export interface Metrics {
  generated(
    seconds: number,
    outcome: 'succeeded' | 'failed' | 'cancelled',
  ): void;
  violated(decision: PolicyDecision): void;
}

export function createMetrics(service: MetricsService): Metrics {
  const duration = service.createHistogram(
    'artifact_generation_duration_seconds',
    {
      description: 'Time from a generation request to its verdicts',
      unit: 's',
      advice: {
        explicitBucketBoundaries: [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 35, 55, 90],
      },
    },
  );
  const violations = service.createCounter('policy_guard_violations_total', {
    description: 'Invariants that the policy guard found violated',
  });
  // A counter that is absent until the first violation cannot be alerted on.
  for (const { id } of invariants) {
    for (const phase of ['approve', 'deploy', 'merge']) {
      violations.add(0, { invariant: id, phase });
    }
  }
  return {
    generated: (seconds, outcome) => duration.record(seconds, { outcome }),
    violated: decision => {
      for (const violation of decision.violations) {
        violations.add(1, {
          invariant: violation.invariant,
          phase: decision.phase,
        });
      }
    },
  };
}
