import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import Ajv from 'ajv';
import execa from 'execa';
import { parse } from 'yaml';
import { runbookSchema } from '../../schemas';
import {
  checkoutLatencyP95,
  input,
  paymentSuccessRate,
  slo,
} from '../__fixtures__/paymentsApi';
import { defaultTemplate } from './defaultTemplate';
import { createRunbookGenerator, runbook } from './runbook';
import { shellQuote } from './shellQuote';

const validate = new Ajv({ strictTypes: false }).compile(runbookSchema);

function render(template: string, changes = {}) {
  const { files } = createRunbookGenerator(template).generate(
    input([checkoutLatencyP95], changes),
  );
  return parse(files[0].content);
}

describe('runbook', () => {
  it('has the template of templates/runbook', () => {
    const source = resolvePackagePath(
      '@slo-scout/backstage-plugin-slo-scout-backend',
      '../../templates/runbook/runbook.yaml',
    );
    // After a change of the template: scripts/templates.ts
    expect(defaultTemplate).toBe(readFileSync(source, 'utf8'));
  });

  it('is one file for each SLO, of the right shape, with its own alerts', () => {
    const { files, notes } = runbook.generate(
      input([checkoutLatencyP95, paymentSuccessRate]),
    );
    expect(notes).toEqual([]);
    expect(files.map(file => file.slo_ids)).toEqual([
      ['id-of-checkout_latency_p95'],
      ['id-of-payment_success_rate'],
    ]);
    for (const { content } of files) {
      validate(parse(content));
      expect(validate.errors).toBeNull();
      expect(content).not.toMatch(/\{[a-z_]+\}/);
    }
    expect(
      parse(files[1].content).triggers.map((t: { alert: string }) => t.alert),
    ).toEqual([
      'PaymentSuccessRateBurnRate1h',
      'PaymentSuccessRateBurnRate6h',
      'PaymentSuccessRateBurnRate1d',
      'PaymentSuccessRateBurnRate3d',
      'PaymentSuccessRateNoData',
    ]);
  });

  it('links evidence where there is any, and leaves out what is empty', () => {
    const { files } = runbook.generate(
      input([checkoutLatencyP95, paymentSuccessRate]),
    );
    const [latency, payment] = files.map(file => parse(file.content).evidence);
    expect(latency).toMatchObject({
      capsule_ids: ['capsule-checkout-1'],
      trace_ids: ['4bf92f3577b34da6a3ce929d0e0e4736'],
    });
    expect(payment).not.toHaveProperty('capsule_ids');
  });

  it('without a Prometheus address asks what a port-forward listens on, and says so', () => {
    const { target, ...rest } = input([checkoutLatencyP95]);
    const { files, notes } = runbook.generate({
      ...rest,
      target: { ...target, prometheusUrl: undefined },
    });
    expect(files[0].content).toContain('http://localhost:9090');
    expect(notes).toEqual([
      'The address of Prometheus for production is not configured; the runbooks ask http://localhost:9090.',
    ]);
  });

  it('keeps hostile values out of the shell and of YAML', async () => {
    const hostile = `x'; touch /tmp/owned #"$(reboot)\`id\`\n- a: {b}`;
    const service = {
      ...input([]).service,
      name: hostile,
      namespace: hostile,
      owner: hostile,
    };
    const { files } = runbook.generate(
      input([slo({ ...checkoutLatencyP95, display_name: hostile })], {
        service,
      }),
    );
    const document = parse(files[0].content);
    validate(document);
    expect(validate.errors).toBeNull();
    expect(document.service).toBe(hostile);
    const [logs] = document.steps.filter((s: { command?: string }) =>
      s.command?.startsWith('kubectl logs'),
    );
    // The shell hands the words on as they were filled in.
    const { stdout } = await execa('sh', [
      '-c',
      logs.command.replace('kubectl', "printf '[%s]'"),
    ]);
    expect(stdout).toBe(
      `[logs][--namespace=${hostile}][deployment/payments-api][--all-containers][--since=1h][--tail=500]`,
    );
  });
});

describe('a template of an organisation', () => {
  it('may add fields and use any value', () => {
    expect(
      render("pager: '{owner_name}-oncall'\nteam: {name: '{owner}'}"),
    ).toEqual({
      pager: 'payments-oncall',
      team: { name: 'group:default/payments' },
    });
  });

  it('leaves braces of others alone', () => {
    expect(render("a: 'jsonpath={.items[*]} ${HOME} {}'")).toEqual({
      a: 'jsonpath={.items[*]} ${HOME} {}',
    });
  });

  it.each([
    ['a: "{nonsense}"', 'has {nonsense}, which is no known value here'],
    ['a: "{constructor}"', 'no known value'],
    ['command: "rm -rf {service_name}"', 'is a list of words'],
    ['command: [[a]]', 'is a list of words'],
    ['a: [', 'is not YAML'],
    ['', 'is empty'],
  ])('%j is refused', (template, message) => {
    expect(() => render(template)).toThrow(message);
  });
});

describe('shellQuote', () => {
  it.each([
    ['--tail=500', '--tail=500'],
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['$(reboot)', "'$(reboot)'"],
    ['~', "'~'"],
  ])('%s', (word, quoted) => {
    expect(shellQuote(word)).toBe(quoted);
  });
});
