import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { whatStoodBefore } from './whatStoodBefore';

/** `rules 2` is the second version of `rules`; `-rules` takes it away. */
type Step = string[];

const pathOf = (id: string) => id.split(' ')[0];

async function before(history: Step[], own: Step, paths = own.map(pathOf)) {
  const landed = history.map(step => ({
    brought: step
      .filter(id => !id.startsWith('-'))
      .map(id => ({ id, path: pathOf(id) })),
    removed: step.filter(id => id.startsWith('-')).map(id => id.slice(1)),
  }));
  const found = await whatStoodBefore(
    { artifact_ids: own } as Deployment,
    paths,
    {
      artifacts: {
        getMany: async ids =>
          ids.map(id => ({ id, path: pathOf(id) } as Artifact)),
      },
      deployments: { landedBefore: async () => landed },
    },
  );
  return [...found.values()].map(({ id }) => id);
}

describe('what stood before', () => {
  it.each<[string, Step[], Step, string[]]>([
    ['nothing at first', [], ['rules 1'], []],
    ['the last version', [['rules 1'], ['rules 2']], ['rules 3'], ['rules 2']],
    ['what a rollback undid', [['a 1'], ['a 2']], ['a 1'], ['a 2']],
    ['not what was taken away', [['a 1'], ['b 1', '-a']], ['a 2'], []],
    [
      'a file that was deployed again as it was',
      [['rules 1', 'book 1']],
      ['rules 2', 'book 1'],
      ['rules 1', 'book 1'],
    ],
    [
      'before what a restoration repeated',
      [['rules 1', 'book 1'], ['rules 2'], ['rules 2', 'book 1']],
      ['rules 2', 'book 1'],
      ['rules 1', 'book 1'],
    ],
  ])('is %s', async (_, history, own, expected) => {
    expect(await before(history, own)).toEqual(expected);
  });

  it('is also what this deployment took away', async () => {
    const history = [['rules 1', 'book 1'], ['board 1']];
    expect(await before(history, ['rules 2'], ['rules', 'book'])).toEqual([
      'rules 1',
      'book 1',
    ]);
  });
});
