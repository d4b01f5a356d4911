import type {
  ApprovalFacts,
  Artifact,
  BlastRadius,
  DryRunFact,
  FileFact,
  Measurement,
  PolicyFacts,
  PolicyPhase,
  SloFact,
  SloRevision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { parseDuration } from '../../promql';
import { sentence } from '../../sentences';
import type { Bundle } from '../Bundle';
import { NOT_RUN } from '../invariants/dryRunConclusive';
import { entityFacts } from './entityFacts';

const DAY_MS = 86_400_000;

/** Everything the guard looks at, but what invariants of modules measure. Pure. */
export function factsOf(request: {
  phase: PolicyPhase;
  bundle: Bundle;
  approval: ApprovalFacts;
  auditTrail: Measurement<boolean>;
  blastRadius: BlastRadius;
  judgedAt: string;
}): PolicyFacts {
  const { phase, bundle, approval, auditTrail, blastRadius } = request;
  return {
    phase,
    environment: bundle.environment,
    target: bundle.target,
    judged_at: request.judgedAt,
    entity: entityFacts(bundle.entity),
    files: bundle.artifacts.map(fileFact),
    removed: (bundle.removed ?? []).map(({ path, type }) => ({ path, type })),
    slos: bundle.slos.map(sloFact),
    authors: bundle.authors,
    approval,
    audit_trail: auditTrail,
    blast_radius: blastRadius,
    dry_runs: bundle.artifacts
      .filter(({ type }) => type === 'alert_rule')
      .map(dryRunFact),
    measured: {},
  };
}

function fileFact(artifact: Artifact): FileFact {
  const { path, type, content, validation_errors: errors } = artifact;
  return {
    path,
    type,
    bytes: Buffer.byteLength(content),
    unverified: errors
      .filter(error => error.validator === 'verify')
      .map(error => error.message),
  };
}

const FIRST_LOOK = sentence(
  'dry_run.first_look',
  {},
  'it was approximate (sloScout.dryRun.mode: fast); approval rests on the exact one',
);

function reasonOf(
  result: Artifact['dry_run_result'],
): Pick<DryRunFact, 'reason' | 'reason_coded'> {
  if (!result) return { reason: NOT_RUN.text, reason_coded: NOT_RUN.coded };
  const { reason = null, reason_coded } = result;
  return { reason, ...(reason_coded && { reason_coded }) };
}

function sloFact(slo: SloRevision): SloFact {
  return {
    name: slo.name,
    revision: slo.revision,
    kind: slo.sli.kind,
    objective: slo.objective,
    window_days: parseDuration(slo.window) / DAY_MS,
    severity: slo.severity,
  };
}

/**
 * One that never ran is as inconclusive as one that ended so, and as one that was
 * a first look only: the fast mode is for people who want to see something soon.
 */
function dryRunFact({ path, dry_run_result: result }: Artifact): DryRunFact {
  const firstLook = result && !result.exact && !result.approximations?.length;
  const looked = firstLook && result.verdict === 'passed';
  return {
    path,
    verdict: looked ? 'inconclusive' : result?.verdict ?? 'inconclusive',
    ...(looked
      ? { reason: FIRST_LOOK.text, reason_coded: FIRST_LOOK.coded }
      : reasonOf(result)),
    range_days: result?.range_days ?? 0,
    coverage: result?.coverage ?? 0,
    historical_trigger_count: result?.historical_trigger_count ?? 0,
    alerts_per_month: result?.alerts_per_month ?? 0,
  };
}
