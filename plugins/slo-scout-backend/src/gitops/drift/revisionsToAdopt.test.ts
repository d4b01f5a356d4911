import { revisionsToAdopt } from './revisionsToAdopt';

const file = (path: string, refs: Array<[string, number]>) => ({
  path,
  slo_refs: refs.map(([name, revision]) => ({
    ...{ slo_id: `id of ${name}`, name, revision },
  })),
});
const APPROVED = [
  file('alerts', [
    ['a', 3],
    ['b', 2],
  ]),
  file('runbook', [['a', 3]]),
];
const found = (path: string, refs: Array<[string, number]>) => ({
  path,
  artifact: file(path, refs),
});

describe('what stands on the branch, as revisions of SLOs', () => {
  it('names the revisions that differ', () => {
    const alerts = found('alerts', [
      ['a', 1],
      ['b', 2],
    ]);
    expect(revisionsToAdopt(APPROVED, [alerts])).toEqual([
      { slo_id: 'id of a', name: 'a', revision: 1 },
    ]);
  });

  it.each([
    ['nothing differs', [], /nothing to adopt/],
    ['a file is gone', [{ path: 'alerts', artifact: null }], /alerts is gone/],
    [
      'a file was written by hand',
      [{ path: 'alerts', artifact: undefined }],
      /alerts was changed by hand.*cannot be read back/,
    ],
    [
      'the files are of several times',
      [
        found('alerts', [
          ['a', 1],
          ['b', 2],
        ]),
        found('runbook', [['a', 2]]),
      ],
      /two revisions of a: 1 and 2/,
    ],
    ['an SLO is missing there', [found('alerts', [['a', 1]])], /not have b/],
    [
      'the SLOs are the same',
      [
        found('alerts', [
          ['a', 3],
          ['b', 2],
        ]),
      ],
      /same SLOs by another version/,
    ],
  ])('is refused where %s', (_, files, words) => {
    expect(() => revisionsToAdopt(APPROVED, files)).toThrow(words);
  });
});
