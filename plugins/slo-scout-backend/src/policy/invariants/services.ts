import { atMost } from './atMost';
import type { Invariant } from './types';

export const services: Invariant = {
  id: 'blast_radius.services',
  defaults: { mode: 'block', limit: 10 },
  required_override: 'senior_sre_approval',
  check: ({ blast_radius: { services: measured } }, limit) =>
    atMost({ ...measured, value: measured.value?.length ?? null }, limit, {
      code: 'services',
      subject: 'Services affected',
      unit: '',
    }),
};
