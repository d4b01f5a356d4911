import type { SloMeasurement } from '@slo-scout/backstage-plugin-slo-scout-common';

/** Name of a part: the values of its labels. */
export function partName(measured: SloMeasurement): string {
  return Object.entries(measured.labels)
    .map(([label, value]) => `${label} ${value}`)
    .join(', ');
}
