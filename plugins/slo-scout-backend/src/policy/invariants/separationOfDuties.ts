import type { Invariant } from './types';

/** Off unless a policy says `true`: whose work it is may not approve it. */
export const separationOfDuties: Invariant = {
  id: 'separation_of_duties',
  defaults: { mode: 'block', limit: false },
  required_override: null,
  check: ({ approval, authors }) => {
    const source =
      'who generated the files and wrote their SLOs, against who approves';
    if (approval.by.length === 0) {
      return {
        ok: false,
        measured: null,
        source,
        message: 'It is not known who approves.',
      };
    }
    const own = authors.find(author => approval.by.includes(author.ref));
    return {
      ok: own === undefined,
      measured: own === undefined,
      source,
      message: own
        ? `${own.ref} ${own.because}, and may not approve it. Somebody else must.`
        : 'Nobody approves their own work.',
    };
  },
};
