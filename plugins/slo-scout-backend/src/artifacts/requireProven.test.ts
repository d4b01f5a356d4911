import type {
  Artifact,
  ValidationError,
  VerdictStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { requireProven } from './BundleLoader';

const artifact = (
  validation_status: VerdictStatus,
  ...validation_errors: ValidationError[]
) =>
  ({
    path: 'prometheus/rules/recording/a.yaml',
    validation_status,
    validation_errors,
  } as Artifact);

const by = (validator: string) => ({ validator, message: 'it says why' });

describe('requireProven', () => {
  it.each([
    ['passed', []],
    ['passed', [by('promtool')]],
    ['inconclusive', [by('dry_run')]],
    ['inconclusive', [by('verify')]],
    ['inconclusive', [by('verify'), by('dry_run')]],
  ] as const)('leaves %s by %j to the guard', (status, errors) => {
    expect(() => requireProven([artifact(status, ...errors)])).not.toThrow();
  });

  it.each([
    ['failed', [by('promtool')]],
    ['failed', [by('verify')]],
    ['inconclusive', [by('promtool')]],
    ['inconclusive', [by('verify'), by('promtool')]],
    ['inconclusive', [by('rule_tests')]],
    ['inconclusive', [by('none')]],
  ] as const)('refuses %s by %j', (status, errors) => {
    expect(() =>
      requireProven([artifact('passed'), artifact(status, ...errors)]),
    ).toThrow(`validation ${status}. it says why`);
  });
});
