import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  checkoutLatencyP95,
  input,
} from '../generators/__fixtures__/paymentsApi';
import { generators } from '../generators';
import { readGenerators } from './readGenerators';

const folder = mkdtempSync(join(tmpdir(), 'slo-scout-templates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;

function file(content: string): string {
  written += 1;
  const path = join(folder, `template-${written}`);
  writeFileSync(path, content);
  return path;
}

function read(sloScout: object) {
  return readGenerators(new ConfigReader({ sloScout }));
}

/** The runbook for people, then the one by the schema. */
function runbooksOf(sloScout: object): string[] {
  const runbook = read(sloScout).find(({ type }) => type === 'runbook')!;
  return runbook
    .generate(input([checkoutLatencyP95]))
    .files.map(({ content }) => content);
}

const TEMPLATE = `
name: '{service_name}'
service: '{service_name}'
slo: {name: '{slo_name}', objective: '{slo_objective}'}
triggers: [{alert: '{alert_name}'}]
steps: [{title: Ours, command: [ours, '{slo_name}']}]
mitigation: [{title: Ours, description: 'Call {owner_title}'}]
`;
const PAGE = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Escalation']
  .map(heading => `## ${heading}\n`)
  .join('');

describe('readGenerators', () => {
  it('has the templates of the plugin where none are configured', () => {
    expect(read({}).map(({ type }) => type)).toEqual(
      generators.map(({ type }) => type),
    );
    const [page, yaml] = runbooksOf({});
    expect(page).toContain('## Do this first');
    expect(yaml).toContain('kubectl logs');
  });

  it('takes templates of an organisation', () => {
    const [page, yaml] = runbooksOf({
      runbook: {
        template: file(TEMPLATE),
        pageTemplate: file(`# Ours: {{name}}\n\n${PAGE}`),
      },
    });
    expect(page).toContain('# Ours: payments-api\n');
    expect(yaml).toContain('command: ours checkout_latency_p95');
  });

  it('takes what was agreed, and where evidence is found', () => {
    const [page, yaml] = runbooksOf({
      runbook: { budgetPolicy: 'Nobody deploys.' },
      evidence: {
        traceUrl: 'https://tempo.example.com/{trace_id}',
        capsuleUrl: 'https://capsules.example.com/?id={capsule_id}',
      },
    });
    for (const text of [page, yaml]) {
      expect(text).toContain('Nobody deploys.');
      expect(text).toContain(
        'https://tempo.example.com/4bf92f3577b34da6a3ce929d0e0e4736',
      );
      expect(text).toContain(
        'https://capsules.example.com/?id=capsule-checkout-1',
      );
    }
  });

  it.each([
    [
      { template: '/nowhere/runbook.yaml' },
      'sloScout.runbook.template (/nowhere/runbook.yaml) cannot be used: ENOENT',
    ],
    [{ template: tmpdir() }, 'cannot be used: EISDIR'],
    [
      { template: file('x'.repeat(300_000)) },
      'it has 300000 bytes; a template may have 262144 at most',
    ],
    [
      { pageTemplate: file(`{{nonsense}}\n${PAGE}`) },
      'sloScout.runbook has a template that cannot be used. The page template has {{nonsense}}, which is not in the runbook.',
    ],
    [
      { pageTemplate: file(PAGE.replace('## Impact', '')) },
      'sloScout.runbook.pageTemplate makes runbooks that nobody can follow: The page has no heading "Impact"',
    ],
    [
      { pageTemplate: file(`[x](#nowhere)\n\n${PAGE}`) },
      'nobody can follow: No heading has the anchor #nowhere',
    ],
    [
      { template: file(TEMPLATE.replace('mitigation', 'other')) },
      "sloScout.runbook.template makes runbooks that nobody can follow: / must have required property 'mitigation'",
    ],
    [
      // A description is optional: most SLOs would have a runbook, one would not.
      {
        template: file(
          TEMPLATE.replace("'{slo_objective}'", "'{slo_description}'"),
        ),
      },
      "/slo must have required property 'objective'",
    ],
    [
      { template: file(TEMPLATE.replace('{slo_name}', '{nonsense}')) },
      'The runbook template has {nonsense}, which is no known value here.',
    ],
  ])('refuses %j', (runbook, message) => {
    expect(() => read({ runbook })).toThrow(message);
  });

  it('refuses a policy that nobody would read at night', () => {
    expect(() => read({ runbook: { budgetPolicy: 'x'.repeat(3000) } })).toThrow(
      'sloScout.runbook.budgetPolicy may have 2000 characters at most',
    );
  });

  it.each([
    'https://tempo.example.com/',
    'tempo.example.com/{trace_id}',
    'ftp://tempo.example.com/{trace_id}',
    'https://{trace_id}:x/',
  ])('refuses %j as address of a trace', traceUrl => {
    expect(() => read({ evidence: { traceUrl } })).toThrow(
      'sloScout.evidence.traceUrl must be an address of http or https with {trace_id} where the id goes',
    );
  });
});
