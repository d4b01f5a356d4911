import type { DeploymentStatus } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  aBundle,
  aDeployment,
  aLatencySlo,
  anArtifact,
  aSlo,
} from '../__testUtils__/fixtures';
import { nextStep, type Progress } from './nextStep';

const step = (progress: Partial<Progress>) =>
  nextStep({ slos: [aSlo()], artifacts: [], deployments: [], ...progress });

it('begins with the first SLO, and its approval', () => {
  expect(step({ slos: [] })).toEqual({ kind: 'add_slo' });
  expect(step({ slos: [aSlo({ status: 'draft' })] })).toEqual({
    kind: 'approve_slos',
    count: 1,
  });
});

it('has retired SLOs count for nothing', () => {
  expect(step({ slos: [aSlo({ status: 'retired' })] }).kind).toBe('add_slo');
});

it('generates what was never generated', () => {
  expect(step({})).toEqual({ kind: 'generate', reason: 'never' });
});

it('generates again after an approved revision, whatever waits', () => {
  expect(step({ slos: [aSlo({ revision: 2 })], artifacts: aBundle() })).toEqual(
    { kind: 'generate', reason: 'revised' },
  );
});

it('has a failed file corrected first', () => {
  const artifacts = [
    anArtifact('runbook'),
    anArtifact('alert_rule', { validation_status: 'failed' }),
  ];
  expect(step({ artifacts })).toEqual({ kind: 'fix', count: 1 });
});

it('goes on by approval, deployment and merge', () => {
  expect(step({ artifacts: aBundle() })).toEqual({
    kind: 'approve_artifacts',
    count: 6,
  });
  const approved = aBundle({ approval_status: 'approved' });
  expect(step({ artifacts: approved })).toEqual({ kind: 'deploy', count: 6 });
  const open = aBundle({
    approval_status: 'approved',
    deployment_status: 'pending_pr',
  });
  expect(step({ artifacts: open, deployments: [aDeployment()] }).kind).toBe(
    'merge',
  );
});

it('puts a conflict before another deployment', () => {
  const artifacts = aBundle({
    approval_status: 'approved',
    deployment_status: 'conflict',
  });
  const deployments = [aDeployment({ status: 'conflict' })];
  expect(step({ artifacts, deployments }).kind).toBe('resolve');
});

it('waits while the pull request is being opened', () => {
  const artifacts = aBundle({
    approval_status: 'approved',
    deployment_status: 'opening',
  });
  const deployments = [aDeployment({ status: 'opening' })];
  expect(step({ artifacts, deployments }).kind).toBe('wait');
});

it('is done when all is deployed, until an SLO lacks or a draft waits', () => {
  const artifacts = aBundle({
    approval_status: 'approved',
    deployment_status: 'deployed',
  });
  expect(step({ artifacts })).toEqual({ kind: 'done' });
  expect(step({ artifacts, slos: [aSlo(), aLatencySlo()] })).toEqual({
    kind: 'generate',
    reason: 'uncovered',
  });
  const waiting = aLatencySlo({ status: 'draft' });
  expect(step({ artifacts, slos: [aSlo(), waiting] })).toEqual({
    kind: 'approve_slos',
    count: 1,
  });
});

it.each<DeploymentStatus>(['drifted', 'reverted'])(
  'is not done where something %s, until that is under way',
  status => {
    const stands = (deployment_status: DeploymentStatus) =>
      aBundle({ approval_status: 'approved', deployment_status });
    const deployments = [aDeployment({ status })];
    expect(step({ artifacts: stands(status) }).kind).toBe('drifted');
    // Such as a file that was removed, and is there again.
    expect(step({ artifacts: stands('live'), deployments }).kind).toBe(
      'drifted',
    );
    expect(step({ slos: [], deployments }).kind).toBe('drifted');
    const waiting = aLatencySlo({ status: 'draft' });
    const slos = [aSlo(), waiting];
    expect(step({ artifacts: stands(status), slos }).kind).toBe('drifted');
    const open = aDeployment({ status: 'pending_pr' });
    expect(
      step({ artifacts: stands(status), deployments: [open, ...deployments] }),
    ).toEqual({ kind: 'merge', deployment: open });
  },
);

it('has the files of a service without an SLO in force removed', () => {
  const slos = [aSlo({ status: 'retired' })];
  const artifacts = aBundle({
    approval_status: 'approved',
    deployment_status: 'live',
  });
  expect(step({ artifacts, slos })).toEqual({
    kind: 'remove_files',
    count: artifacts.length,
  });
  const open = aDeployment({ status: 'pending_pr' });
  expect(step({ artifacts, slos, deployments: [open] })).toEqual({
    kind: 'merge',
    deployment: open,
  });
});

it.each<DeploymentStatus>(['deployed', 'live', 'drifted'])(
  'has rules of a retired SLO removed, which page until then (%s)',
  standing => {
    const retired = aLatencySlo({ status: 'retired' });
    const artifacts = aBundle({
      approval_status: 'approved',
      deployment_status: standing,
      slo_ids: [aSlo().id, retired.id],
    });
    expect(step({ artifacts, slos: [aSlo(), retired] })).toEqual({
      kind: 'generate',
      reason: 'retired',
    });
    // Runbooks and tests of it page nobody.
    const quiet = artifacts.map(artifact =>
      ['runbook', 'rule_test'].includes(artifact.type)
        ? artifact
        : { ...artifact, slo_ids: [aSlo().id] },
    );
    expect(step({ artifacts: quiet, slos: [aSlo(), retired] })).toEqual({
      kind: standing === 'drifted' ? 'drifted' : 'done',
    });
  },
);
