import { anArtifact } from '../__testUtils__/fixtures';
import { isApprovable, isDeployable, splitByAge } from './bundle';

it('keeps the newest artifact of a place and calls the others earlier', () => {
  const old = anArtifact('runbook', {
    id: 'old',
    created_at: '2026-11-01T00:00:00Z',
  });
  const fresh = anArtifact('runbook', { id: 'fresh' });
  const staging = anArtifact('runbook', { id: 's', environment: 'staging' });
  const { current, earlier } = splitByAge([old, fresh, staging]);
  expect(current.map(a => a.id).sort()).toEqual(['fresh', 's']);
  expect(earlier.map(a => a.id)).toEqual(['old']);
});

it('prefers what is not superseded, however new', () => {
  const superseded = anArtifact('runbook', {
    id: 'new',
    deployment_status: 'superseded',
  });
  const restored = anArtifact('runbook', {
    id: 'restored',
    created_at: '2026-11-01T00:00:00Z',
  });
  expect(splitByAge([superseded, restored]).current[0].id).toBe('restored');
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
  ['superseded', false],
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
