import {
  SLO_STATES,
  type Slo,
  type SloMeasurement,
  type SloState,
  sloStateOf,
  worstPartsFirst,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** How one SLO in force stands. */
export interface Standing {
  slo: Slo;
  state: SloState;
  /** Of its worst part; undefined while nothing was ever measured. */
  measured?: SloMeasurement;
  /** How many parts have a budget of their own; 0 while nothing is measured. */
  parts: number;
}

/** The SLOs in force, the worst first; of equals the one with less budget left, then by name. */
export function standings(
  slos: Slo[],
  measurements: SloMeasurement[],
): Standing[] {
  return slos
    .filter(slo => slo.status === 'approved')
    .map(slo => {
      const parts = worstPartsFirst(
        measurements.filter(({ slo_id: id }) => id === slo.id),
      );
      const [measured] = parts;
      return {
        slo,
        state: sloStateOf(measured),
        measured,
        parts: parts.length,
      };
    })
    .sort(
      (a, b) =>
        SLO_STATES.indexOf(a.state) - SLO_STATES.indexOf(b.state) ||
        leftOf(a.measured) - leftOf(b.measured) ||
        a.slo.name.localeCompare(b.slo.name),
    );
}

/** A large figure where it is not known, not Infinity: two of them must compare equal. */
function leftOf(measured: SloMeasurement | undefined): number {
  return measured?.budget_left ?? Number.MAX_VALUE;
}
