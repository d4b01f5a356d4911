import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ARTIFACT_TYPES } from '@slo-scout/backstage-plugin-slo-scout-common';
import { checkRules } from '../testing/promtool';
import {
  checkoutLatencyP95,
  confirmAvailability,
  input,
  paymentSuccessRate,
} from './__fixtures__/paymentsApi';
import { generateFiles } from './generateFiles';

// Whole files, for people to read. After a wanted change write them again,
// and read the difference:
//
//     UPDATE_GOLDEN=1 yarn workspace @slo-scout/backstage-plugin-slo-scout-backend \
//       test --watchAll=false src/generators/golden
const folder = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  'src/generators/__golden__',
);

const { files, notes } = generateFiles(
  input([paymentSuccessRate, confirmAvailability, checkoutLatencyP95]),
  ARTIFACT_TYPES,
);

/** Of the rule tests one of each kind is enough to read. */
const SHOWN = [
  'checkout_latency_p95_CheckoutLatencyP95High',
  'payment_success_rate_PaymentSuccessRateBurnRate1h',
  'payment_success_rate_PaymentSuccessRateBurnRate3d',
  'payment_success_rate_PaymentSuccessRateBudgetExhausted',
  'payment_success_rate_PaymentSuccessRateNoData',
].map(name => `prometheus/tests/payments_api_${name}.yaml`);
const read = files.filter(
  ({ type, path }) => type !== 'rule_test' || SHOWN.includes(path),
);

describe('golden files', () => {
  it.each(read.map(file => [file.path, file.content]))(
    '%s',
    (path, content) => {
      const golden = join(folder, path);
      if (process.env.UPDATE_GOLDEN) {
        mkdirSync(dirname(golden), { recursive: true });
        writeFileSync(golden, content);
      }
      expect(existsSync(golden)).toBe(true);
      expect(content).toBe(readFileSync(golden, 'utf8'));
    },
  );

  it('are what a service with three SLOs needs', () => {
    expect(read.map(file => file.path)).toEqual([
      'prometheus/rules/recording/payments_api_slis.yaml',
      'prometheus/rules/alerting/payments_api_slos.yaml',
      'alertmanager/inhibit_rules/payments_api.yaml',
      'grafana/dashboards/payments_api.json',
      'runbooks/payments_api_checkout_latency_p95.md',
      'runbooks/payments_api_checkout_latency_p95.yaml',
      'runbooks/payments_api_confirm_availability.md',
      'runbooks/payments_api_confirm_availability.yaml',
      'runbooks/payments_api_payment_success_rate.md',
      'runbooks/payments_api_payment_success_rate.yaml',
      ...SHOWN,
    ]);
    const alerts = files[1].content.match(/- alert:/g);
    expect(files.filter(({ type }) => type === 'rule_test')).toHaveLength(
      alerts!.length,
    );
    expect(notes).toEqual([]);
  });

  it('pass promtool', async () => {
    const rules = files.filter(file =>
      file.path.startsWith('prometheus/rules/'),
    );
    const { output, exitCode } = await checkRules(
      Object.fromEntries(
        rules.map(file => [file.path.replaceAll('/', '_'), file.content]),
      ),
    );
    expect(output).toContain('SUCCESS: 9 rules found');
    expect(output).toContain('SUCCESS: 19 rules found');
    expect(exitCode).toBe(0);
  });
});
