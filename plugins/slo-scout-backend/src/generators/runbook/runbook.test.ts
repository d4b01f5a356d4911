import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { runbookSchema } from '../../schemas';
import { kinds } from '../__fixtures__/kinds';
import {
  checkoutLatencyP95,
  confirmAvailability,
  input,
  paymentSuccessRate,
} from '../__fixtures__/paymentsApi';
import { planAlerts } from '../alertRules/plan';
import { prepare } from '../prepare';
import { defaultPageTemplate, defaultTemplate } from './defaultTemplates';
import { createRunbookGenerator, runbook } from './runbook';
import type { RunbookOptions } from './RunbookOptions';

const validate = new Ajv({ strictTypes: false }).compile(runbookSchema);

interface Step {
  title: string;
  description?: string;
  command?: string;
}

interface Runbook {
  meaning: string;
  impact: string;
  slo: { threshold: string };
  triggers: Array<{ alert: string; means: string; steps: Step[] }>;
  escalation: Record<string, string>;
  evidence: Record<string, unknown>;
}

/** The YAML runbooks, in the order of the SLOs' names. */
function documentsOf(
  slos: Parameters<typeof input>[0],
  options: Partial<RunbookOptions> = {},
  changes = {},
): Runbook[] {
  const { files } = createRunbookGenerator(options).generate(
    input(slos, changes),
  );
  return files
    .filter(({ path }) => path.endsWith('.yaml'))
    .map(({ content }) => parse(content));
}

function stepsOf(document: Runbook, alert: string): Step[] {
  return document.triggers.find(trigger => trigger.alert === alert)!.steps;
}

function queryOf(steps: Step[], title: string): string {
  const { command } = steps.find(step => step.title === title)!;
  return /^promtool query instant -- \S+ '([^']*)'$/.exec(command!)![1];
}

describe('runbook', () => {
  it.each([
    ['runbook.yaml', defaultTemplate],
    ['page.md.mustache', defaultPageTemplate],
  ])('has the template templates/runbook/%s', (name, template) => {
    const source = resolvePackagePath(
      '@slo-scout/backstage-plugin-slo-scout-backend',
      `../../templates/runbook/${name}`,
    );
    // After a change of the template: scripts/templates.ts
    expect(template).toBe(readFileSync(source, 'utf8'));
  });

  it('is two files for each SLO: for people and by the schema', () => {
    const { files, notes } = runbook.generate(
      input([checkoutLatencyP95, paymentSuccessRate]),
    );
    expect(notes).toEqual([]);
    expect(files.map(({ path, slo_ids }) => [path, slo_ids])).toEqual([
      [
        'runbooks/payments_api_checkout_latency_p95.md',
        ['id-of-checkout_latency_p95'],
      ],
      [
        'runbooks/payments_api_checkout_latency_p95.yaml',
        ['id-of-checkout_latency_p95'],
      ],
      [
        'runbooks/payments_api_payment_success_rate.md',
        ['id-of-payment_success_rate'],
      ],
      [
        'runbooks/payments_api_payment_success_rate.yaml',
        ['id-of-payment_success_rate'],
      ],
    ]);
  });

  it.each(Object.entries(kinds))(
    'has a branch for each alert of %s, by the schema',
    (_, slo) => {
      const [document] = documentsOf([slo]);
      validate(document);
      expect(validate.errors).toBeNull();
      const { alerts } = planAlerts(prepare(input([slo])).slos[0]);
      expect(
        document.triggers.map(({ alert, means }) => [alert, means]),
      ).toEqual(alerts.map(({ name, means }) => [name, means]));
      for (const { steps } of document.triggers) {
        expect(steps.length).toBeGreaterThan(1);
      }
    },
  );

  it('asks of a burn rate what the alert asks, and where it comes from', () => {
    const [document] = documentsOf([paymentSuccessRate]);
    const steps = stepsOf(document, 'PaymentSuccessRateBurnRate1h');
    expect(steps[0].description).toContain('Above 0.0144 (1.44 %) it goes on.');
    expect(queryOf(steps, 'Is it still going on?')).toBe(
      'sum(rate(http_requests_total{route="/payment",code=~"5.."}[5m])) / (sum(rate(http_requests_total{route="/payment"}[5m])) > 0)',
    );
    expect(queryOf(steps, 'Where do the bad events come from?')).toBe(
      'topk(10, rate(http_requests_total{route="/payment",code=~"5.."}[5m]) > 0)',
    );
  });

  it('asks which value of a grouping label is worst, where there are groups', () => {
    const [grouped, single] = documentsOf([
      confirmAvailability,
      paymentSuccessRate,
    ]);
    const title = 'Which region is worst?';
    expect(
      queryOf(stepsOf(grouped, 'ConfirmAvailabilityBurnRate6h'), title),
    ).toMatch(/^topk\(5, 1 - .*by \(region\).*\[6h\]/);
    expect(JSON.stringify(single)).not.toContain('is worst?');
  });

  it('says a limit as people do, and as Prometheus prints it', () => {
    const [document] = documentsOf([checkoutLatencyP95]);
    const { triggers, slo } = document;
    expect(slo.threshold).toBe('at most 200 ms, 99 % of the time');
    expect(triggers[0]).toMatchObject({
      alert: 'CheckoutLatencyP95High',
      means: 'The measured value was above 200 ms for 5 minutes.',
    });
    expect(triggers[0].steps[0].description).toContain(
      'It should be at most 200 ms (printed as 0.2).',
    );
  });

  it('has what was agreed for an exhausted budget', () => {
    const of = (options: Partial<RunbookOptions>) =>
      stepsOf(
        documentsOf([paymentSuccessRate], options)[0],
        'PaymentSuccessRateBudgetExhausted',
      ).at(-1)!.description;
    expect(of({})).toContain('ship only fixes');
    expect(of({ budgetPolicy: 'Call Ann.' })).toBe('Call Ann.');
  });

  it('asks of missing data whether it is scraped, renamed or not recorded', () => {
    const [document] = documentsOf([paymentSuccessRate]);
    const steps = stepsOf(document, 'PaymentSuccessRateNoData');
    expect(steps.map(({ command }) => /'(.*)'$/.exec(command!)![1])).toEqual([
      'count(http_requests_total{route="/payment"})',
      'up == 0',
      'topk(20, count by (route) (http_requests_total))',
      'count by (__name__) ({__name__=~"http.*"})',
      expect.stringContaining(
        'rate(http_requests_total{route="/payment"}[5m])',
      ),
      'job:payment_success_rate_total:rate5m{service="payments-api",environment="production",slo="payment_success_rate"}',
      'time() - prometheus_rule_group_last_evaluation_timestamp_seconds{rule_group=~".+;payments_api_slis(_[0-9]+)?"}',
    ]);
  });

  it('asks for the targets that the indicator names', () => {
    const [document] = documentsOf([kinds.up_now]);
    expect(
      queryOf(stepsOf(document, 'UpNowNoData'), 'Is the service scraped?'),
    ).toBe('up{job="payments-api"}');
  });

  it('links evidence where there is an address, and leaves out what is empty', () => {
    const slos = [checkoutLatencyP95, paymentSuccessRate];
    const [plain, without] = documentsOf(slos).map(({ evidence }) => evidence);
    expect(plain).toMatchObject({
      capsules: [{ id: 'capsule-checkout-1' }],
      traces: [{ id: '4bf92f3577b34da6a3ce929d0e0e4736' }],
    });
    expect(without).not.toHaveProperty('capsules');
    const [linked] = documentsOf(slos, {
      traceUrl: 'https://tempo.example.com/trace/{trace_id}?x={trace_id}',
      capsuleUrl: 'https://capsules.example.com/{capsule_id}',
    }).map(({ evidence }) => evidence);
    const id = '4bf92f3577b34da6a3ce929d0e0e4736';
    expect(linked).toMatchObject({
      capsules: [
        {
          id: 'capsule-checkout-1',
          url: 'https://capsules.example.com/capsule-checkout-1',
        },
      ],
      traces: [{ id, url: `https://tempo.example.com/trace/${id}?x=${id}` }],
    });
  });

  it('names whom to call as the catalog does', () => {
    const { service, target } = input([]);
    const [document] = documentsOf(
      [paymentSuccessRate],
      {},
      {
        service: { ...service, ownerTitle: 'Payments Team' },
        target: { ...target, ownerUrl: 'https://portal.example.com/payments' },
      },
    );
    expect(document.escalation).toMatchObject({
      owner: 'group:default/payments',
      name: 'Payments Team',
      page: 'https://portal.example.com/payments',
    });
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
});
