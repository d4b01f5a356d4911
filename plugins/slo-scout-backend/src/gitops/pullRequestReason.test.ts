import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { reasonSection } from './pullRequestReason';

const file = (
  path: string,
  refs: Array<[string, number]>,
  hash = `${path} ${JSON.stringify(refs)}`,
) =>
  ({
    path,
    content_hash: hash,
    slo_refs: refs.map(([name, revision]) => ({
      ...{ slo_id: `id of ${name}`, name, revision },
    })),
  } as Artifact);

const ALERTS = 'alerts.yaml';

describe('why a pull request is opened', () => {
  it('names what is new, what has changed and what is gone', () => {
    expect(
      reasonSection({
        artifacts: [
          file(ALERTS, [
            ['fresh', 1],
            ['changed', 3],
            ['same', 2],
          ]),
        ],
        deployed: [
          file(ALERTS, [
            ['changed', 1],
            ['same', 2],
            ['leaving', 4],
          ]),
          file('runbooks/leaving.yaml', [['leaving', 4]]),
        ],
        removed: ['runbooks/leaving.yaml'],
      }),
    ).toBe(
      [
        '## Why',
        '',
        '- `fresh` is new (revision 1).',
        '- `changed` went from revision 1 to 3.',
        '- `leaving` is no longer in force.',
      ].join('\n'),
    );
  });

  it('says so where the SLOs are the same', () => {
    const text = reasonSection({
      artifacts: [file(ALERTS, [['same', 2]], 'new'), file('b', [['same', 2]])],
      deployed: [file(ALERTS, [['same', 2]], 'old'), file('b', [['same', 2]])],
    });
    expect(text).toContain('- `alerts.yaml` was generated anew');
    expect(text).toContain('- `b` is the file that is deployed, put back');
  });

  it('does not call gone what other deployed files still hold', () => {
    const text = reasonSection({
      artifacts: [file(ALERTS, [['a', 2]])],
      deployed: [file(ALERTS, [['b', 1]]), file('other', [['b', 1]])],
    });
    expect(text).not.toContain('`b`');
  });

  it.each([
    ['rebase', 'target branch changed'],
    ['rollback', 'rolled a deployment back'],
  ] as const)('names a %s', (kind, words) => {
    expect(reasonSection({ kind, artifacts: [] })).toContain(words);
  });

  it('is nothing where there is nothing to tell', () => {
    expect(reasonSection({ artifacts: [] })).toBe('');
  });
});
