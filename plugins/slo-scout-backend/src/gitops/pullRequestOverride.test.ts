import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleBlastRadius } from '../__testUtils__/guardFacts';
import { blastRadiusSection } from './pullRequestBlastRadius';
import { overrideSection } from './pullRequestOverride';

const override: Override = {
  id: 'override-1',
  entity_ref: 'component:default/payments-api',
  environment: 'production',
  target: 'production',
  bundle_hash: 'b'.repeat(64),
  artifact_ids: [],
  status: 'approved',
  invariants: [
    {
      invariant: 'blast_radius.services',
      required_override: 'senior_sre_approval',
      measured: 12,
      limit: 10,
      message: 'Services affected: 12; at most 10 is allowed.',
    },
    {
      invariant: 'blast_radius.traffic_percent',
      required_override: 'vp_engineering_approval',
      measured: null,
      limit: 20,
      message: 'Unknown.',
    },
  ],
  required: ['senior_sre_approval', 'vp_engineering_approval'],
  decisions: [
    {
      required_override: 'senior_sre_approval',
      decision: 'approve',
      decided_by: 'user:default/senior',
      decided_at: '2026-11-24T13:00:00.000Z',
      reason: null,
    },
  ],
  reason: 'All of them move once. `@everyone` | <b>now</b>\n## Approved',
  ticket: 'OPS-1',
  requested_by: 'user:default/author',
  requested_at: '2026-11-24T12:00:00.000Z',
  valid_hours: 24,
  expires_at: '2026-11-25T13:00:00.000Z',
  approval_decision_id: null,
  deploy_decision_id: null,
  deployment_id: null,
};

describe('overrideSection', () => {
  it('says who let what pass, why and until when', () => {
    const text = overrideSection(override);
    expect(text).toContain(
      '| `blast_radius.services` | 12 | 10 | `senior_sre_approval` | `user:default/senior` |',
    );
    expect(text).toContain(
      '| `blast_radius.traffic_percent` | unknown | 20 | `vp_engineering_approval` | `nobody` |',
    );
    expect(text).toContain('- Ticket: `OPS-1`');
    expect(text).toContain('Valid until `2026-11-25T13:00:00.000Z`');
  });

  it('lets a reason be nothing but text', () => {
    const lines = overrideSection(override).split('\n');
    expect(lines.filter(line => line.startsWith('#'))).toEqual(['## Override']);
    const reason = lines.find(line => line.startsWith('- Reason'));
    expect(reason).toMatch(/^- Reason: ``.*``$/);
    expect(reason).toContain('@everyone');
  });

  it('is empty where nothing had to be let pass', () => {
    expect(overrideSection(undefined)).toBe('');
  });
});

describe('blastRadiusSection', () => {
  it('has what people and machines are asked for, each with its source', () => {
    const text = blastRadiusSection(
      exampleBlastRadius({
        teams_paged: { value: ['payments'], source: 'label owner' },
        pages_per_week: {
          value: null,
          source: 'dry run',
          unknown_reason: 'no',
        },
        query_samples_per_day: { value: 1234567, source: 'stats' },
        replaced_rules: { value: [], source: 'files' },
      }),
      10_000,
    );
    expect(text).toContain('| Teams paged | 1: `payments` | `label owner` |');
    expect(text).toContain('| Pages | unknown: `no` | `dry run` |');
    expect(text).toMatch(/\| Samples read \| [\d,. ]+ a day \| `stats` \|/);
    expect(text).toContain('| Rules replaced | 0 | `files` |');
  });

  it('leaves out what earlier decisions do not have', () => {
    const text = blastRadiusSection(exampleBlastRadius(), 10_000);
    expect(text).not.toContain('Pages');
  });
});
