import {
  exampleBlastRadius,
  exampleFacts,
} from '../../__testUtils__/guardFacts';
import { services } from './services';

const affected = (count: number | null) =>
  exampleFacts({
    blast_radius: exampleBlastRadius({
      services: {
        value:
          count === null
            ? null
            : Array.from(
                { length: count },
                (_, i) => `component:default/s${i}`,
              ),
        source: 'SLOs',
        unknown_reason: count === null ? 'the catalog is away' : undefined,
      },
    }),
  });

describe('blast_radius.services', () => {
  it('holds up to its limit', () => {
    expect(services.check(affected(10), 10)).toMatchObject({
      ok: true,
      measured: 10,
      message: 'Services affected: 10; at most 10 is allowed.',
      message_coded: [
        { code: 'invariant.services', values: { measured: 10, limit: 10 } },
      ],
    });
    expect(services.check(affected(11), 10)).toMatchObject({
      ok: false,
      measured: 11,
    });
  });

  it('does not hold where it could not be measured', () => {
    expect(services.check(affected(null), 10)).toMatchObject({
      ok: false,
      measured: null,
      message: expect.stringContaining('the catalog is away'),
      message_coded: [
        {
          code: 'invariant.services_unmeasured',
          values: { limit: 10, reason: 'the catalog is away' },
        },
      ],
    });
  });
});
