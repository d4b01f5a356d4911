import type { StandingCheck } from '@slo-scout/backstage-plugin-slo-scout-common';
import { blobSha } from '../ourCommit';
import { both, checkGone, checkRepository } from './checkRepository';

const a = { path: 'a.yaml', content: 'a' };
const b = { path: 'b.yaml', content: 'b' };
const coded = (code: string, path: string) => ({
  code: `standing.${code}`,
  values: { path },
});

describe('files on the branch', () => {
  it('are told in English and by codes, in one order', () => {
    const branch = new Map([['a.yaml', blobSha('other')]]);
    expect(checkRepository([a, b], branch)).toEqual({
      state: 'different',
      details: [
        'a.yaml was changed on the branch',
        'b.yaml is gone from the branch',
      ],
      details_coded: [coded('changed', 'a.yaml'), coded('gone', 'b.yaml')],
      paths: ['a.yaml', 'b.yaml'],
    });
  });

  it('keep sentence and code together where two looks are one', () => {
    const away = checkGone([b], new Map([['b.yaml', blobSha('b')]]));
    const changed = checkRepository([a], new Map());
    expect(both(both(changed, away), changed)).toMatchObject({
      details: [
        'a.yaml is gone from the branch',
        'b.yaml is on the branch again',
      ],
      details_coded: [coded('gone', 'a.yaml'), coded('back', 'b.yaml')],
    });
  });

  it('are told without codes where an older version has stored them so', () => {
    const old: StandingCheck = { state: 'different', details: ['as it was'] };
    expect(both(old, old)).toEqual({
      state: 'different',
      details: ['as it was'],
      details_coded: [null],
    });
  });
});
