import { InputError } from '@backstage/errors';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';

interface Choice {
  entityRef: string;
  sloNames?: string[];
  sloIds?: string[];
}

/**
 * The SLOs that were asked for, or every approved one where none was. Whether a
 * chosen one is approved is for the backend to say.
 */
export function chooseSlos(slos: Slo[], choice: Choice): Slo[] {
  const { entityRef, sloNames, sloIds } = choice;
  if (sloNames && sloIds) {
    throw new InputError('Give sloNames or sloIds, not both');
  }
  if (sloNames ?? sloIds) {
    return sloIds
      ? pick(slos, 'id', sloIds, entityRef)
      : pick(slos, 'name', sloNames ?? [], entityRef);
  }
  const approved = slos.filter(slo => slo.status === 'approved');
  if (approved.length === 0) {
    throw new InputError(
      `${entityRef} has no approved SLO. Add one on its SLO tab and have it approved first.`,
    );
  }
  return approved;
}

function pick(
  slos: Slo[],
  by: 'id' | 'name',
  wanted: string[],
  entityRef: string,
): Slo[] {
  if (wanted.length === 0) {
    throw new InputError(
      'The list of SLOs is empty. Leave it out to use every approved SLO.',
    );
  }
  const unknown = wanted.filter(value => !slos.some(slo => slo[by] === value));
  if (unknown.length > 0) {
    throw new InputError(
      `${entityRef} has no SLO with the ${by} ${unknown.join(', ')}. It has: ${
        slos.map(slo => slo[by]).join(', ') || 'none'
      }`,
    );
  }
  return slos.filter(slo => wanted.includes(slo[by]));
}
