import { anArtifact } from '../__testUtils__/fixtures';
import {
  isApprovable,
  isDeployable,
  isRejectable,
  splitByAge,
  splitByReader,
  worstVerdict,
} from './bundle';

it('takes the newest generation of each place, whatever the age of its text', () => {
  const again = anArtifact('runbook', {
    id: 'again',
    created_at: '2026-11-01T00:00:00Z',
  });
  const replaced = anArtifact('runbook', { id: 'replaced' });
  const staging = anArtifact('runbook', { id: 's', environment: 'staging' });
  const { current, earlier } = splitByAge([again, staging, replaced]);
  expect(current.map(a => a.id)).toEqual(['again', 's']);
  expect(earlier.map(a => a.id)).toEqual(['replaced']);
});

it('lets approvers say no until the file is on its way', () => {
  expect(isRejectable(anArtifact('runbook'))).toBe(true);
  expect(
    isRejectable(anArtifact('runbook', { approval_status: 'approved' })),
  ).toBe(true);
  expect(
    isRejectable(anArtifact('runbook', { deployment_status: 'pending_pr' })),
  ).toBe(false);
  expect(
    isRejectable(anArtifact('runbook', { approval_status: 'rejected' })),
  ).toBe(false);
});

it('never offers a failed file for approval, but an inconclusive one', () => {
  expect(isApprovable(anArtifact('runbook'))).toBe(true);
  expect(
    isApprovable(anArtifact('runbook', { validation_status: 'inconclusive' })),
  ).toBe(true);
  expect(
    isApprovable(anArtifact('runbook', { validation_status: 'failed' })),
  ).toBe(false);
});

it.each([
  ['not_deployed', true],
  ['closed', true],
  ['conflict', true],
  ['opening', false],
  ['pending_pr', false],
  ['deployed', false],
  ['superseded', true],
] as const)('an approved artifact that is %s can be deployed: %s', (s, yes) => {
  const artifact = anArtifact('runbook', {
    approval_status: 'approved',
    deployment_status: s,
  });
  expect(isDeployable(artifact)).toBe(yes);
});

it('deploys nothing that is not approved', () => {
  expect(isDeployable(anArtifact('runbook'))).toBe(false);
});

it('tells the files that people read from many rule tests', () => {
  const runbook = anArtifact('runbook');
  const test = anArtifact('rule_test');
  const other = anArtifact('rule_test', { id: 'other' });
  expect(splitByReader([test, runbook, other])).toEqual({
    read: [runbook],
    tests: [test, other],
  });
  expect(splitByReader([test, runbook])).toEqual({
    read: [test, runbook],
    tests: [],
  });
});

it('gives many files the verdict of the worst', () => {
  const verdicts = (...list: Array<'passed' | 'failed' | 'inconclusive'>) =>
    worstVerdict(
      list.map(validation_status =>
        anArtifact('rule_test', { validation_status }),
      ),
    );
  expect(verdicts('passed', 'passed')).toBe('passed');
  expect(verdicts('passed', 'inconclusive')).toBe('inconclusive');
  expect(verdicts('inconclusive', 'failed', 'passed')).toBe('failed');
});
