import { graphOf, ref, type Wish } from './__testUtils__/graphs';
import { exploreFrom } from './graph';

describe('exploreFrom', () => {
  const explore = async (wishes: Record<string, Wish>) => {
    const all = graphOf(wishes);
    const asked: string[][] = [];
    const graph = await exploreFrom(ref('web'), async refs => {
      asked.push(refs);
      const nothing = { found: false, hops: [], slos: [] };
      return new Map(refs.map(r => [r, all.get(r) ?? nothing]));
    });
    return { graph, asked };
  };

  it('asks for each entity once, level by level', async () => {
    const { asked } = await explore({
      web: { dependsOn: ['a', 'b'] },
      a: { dependsOn: ['c', 'web'] },
      b: { dependsOn: ['c'] },
      c: { dependsOn: ['a'] },
    });
    expect(asked).toEqual([[ref('web')], [ref('a'), ref('b')], [ref('c')]]);
  });

  it('goes neither too deep nor too wide', async () => {
    const deep = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [
        i === 0 ? 'web' : `n${i}`,
        { dependsOn: [`n${i + 1}`] },
      ]),
    );
    expect((await explore(deep)).graph.size).toBe(11);
    const wide = Array.from({ length: 500 }, (_, i) => `n${i}`);
    expect((await explore({ web: { dependsOn: wide } })).graph.size).toBe(300);
  });
});
