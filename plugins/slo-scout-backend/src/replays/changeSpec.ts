import { InputError } from '@backstage/errors';
import type {
  SloSpec,
  WhatIfChanges,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * The SLO with other numbers. Throws `InputError` for a number that this kind of
 * SLO does not have; whether rules can be made of it is for the generators to say.
 */
export function changeSpec(spec: SloSpec, changes: WhatIfChanges): SloSpec {
  const { objective, window, threshold, alert_for: alertFor } = changes;
  const { sli } = spec;
  if (sli.kind !== 'threshold') {
    const only = threshold !== undefined ? 'threshold' : 'alert_for';
    if (threshold !== undefined || alertFor !== undefined) {
      throw new InputError(
        `The SLO ${spec.name} compares no value with a limit, so it has no ${only} to change. Change its objective or its window.`,
      );
    }
  }
  return {
    ...spec,
    ...(objective !== undefined && { objective }),
    ...(window !== undefined && { window }),
    ...(alertFor !== undefined && { alert_for: alertFor }),
    ...(sli.kind === 'threshold' &&
      threshold !== undefined && { sli: { ...sli, threshold } }),
  };
}
