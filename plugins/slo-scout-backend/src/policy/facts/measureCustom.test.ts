import { exampleFacts } from '../../__testUtils__/guardFacts';
import type { CustomInvariant } from '../invariants';
import { measureCustom } from './measureCustom';

const custom = (
  id: string,
  measure?: CustomInvariant['measure'],
): CustomInvariant => ({
  id,
  defaults: { mode: 'block', limit: true },
  required_override: null,
  measure,
  check: () => ({ ok: true, measured: true, source: '', message: '' }),
});

describe('measureCustom', () => {
  it('keeps what is stored, of those that measure', async () => {
    const measured = await measureCustom(
      [
        custom('a', async () => ({
          value: { at: new Date(0), gone: undefined },
          source: 'API',
        })),
        custom('b'),
      ],
      exampleFacts(),
    );
    expect(measured).toEqual({
      a: { value: { at: '1970-01-01T00:00:00.000Z' }, source: 'API' },
    });
  });

  it('does not wait for one that does not answer', async () => {
    let aborted = false;
    const { a } = await measureCustom(
      [
        custom('a', async (_, { signal }) => {
          signal.addEventListener('abort', () => {
            aborted = true;
          });
          return new Promise(() => {});
        }),
      ],
      exampleFacts(),
      20,
    );
    expect(a).toMatchObject({
      value: null,
      unknown_reason: expect.stringContaining('no answer within 0.02 s'),
    });
    expect(aborted).toBe(true);
  });

  it('does not know what cannot be stored', async () => {
    const { a } = await measureCustom(
      [custom('a', async () => ({ value: 1n, source: 'API' }))],
      exampleFacts(),
    );
    expect(a.value).toBe(null);
  });
});
