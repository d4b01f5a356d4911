import { sentence } from '../../sentences';
import { saying } from './saying';
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
        ...saying(
          sentence(
            'invariant.approver_unknown',
            {},
            'It is not known who approves.',
          ),
        ),
      };
    }
    const own = authors.find(author => approval.by.includes(author.ref));
    return {
      ok: own === undefined,
      measured: own === undefined,
      source,
      ...saying(
        own
          ? sentence(
              'invariant.own_work',
              { author: own.ref },
              `${own.ref} ${own.because}, and may not approve it. Somebody else must.`,
            )
          : sentence(
              'invariant.others_approve',
              {},
              'Nobody approves their own work.',
            ),
      ),
    };
  },
};
