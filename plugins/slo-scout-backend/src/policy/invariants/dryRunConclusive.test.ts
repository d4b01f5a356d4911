import { exampleDryRun, exampleFacts } from '../../__testUtils__/guardFacts';
import { dryRunConclusive } from './dryRunConclusive';

describe('dry_run_conclusive', () => {
  it('holds where every alert was replayed, and where there is none', () => {
    expect(dryRunConclusive.check(exampleFacts(), true).ok).toBe(true);
    expect(
      dryRunConclusive.check(exampleFacts({ dry_runs: [] }), true).ok,
    ).toBe(true);
  });

  it('names the file and the reason where it was not', () => {
    const facts = exampleFacts({
      dry_runs: [
        exampleDryRun({ verdict: 'inconclusive', reason: 'no data' }),
        exampleDryRun({
          ...{ path: 'late.yaml', verdict: 'inconclusive' },
          reason: 'late',
          reason_coded: { code: 'dry_run.late', values: {} },
        }),
        exampleDryRun({ path: 'other.yaml', verdict: 'inconclusive' }),
      ],
    });
    expect(dryRunConclusive.check(facts, true)).toMatchObject({
      ok: false,
      message:
        'The dry run of alerts.yaml, late.yaml, other.yaml is inconclusive: no data; late; it was not run',
      message_coded: [
        {
          code: 'invariant.not_replayed',
          values: {
            files: ['alerts.yaml', 'late.yaml', 'other.yaml'],
            reasons: [
              'no data',
              { code: 'dry_run.late', values: {} },
              { code: 'dry_run.not_run', values: {} },
            ],
          },
        },
      ],
    });
  });

  it('does not hold for rules over metrics that were not found, alerts or none', () => {
    const [recording, alerts] = exampleFacts().files;
    const files = [
      { ...recording, unverified: ['x does not exist', 'y does not exist'] },
      alerts,
    ];
    expect(
      dryRunConclusive.check(exampleFacts({ dry_runs: [], files }), true),
    ).toMatchObject({
      ok: false,
      measured: false,
      message: 'recording.yaml: x does not exist',
    });
  });
});
