import { input, paymentRatio, slo } from './__fixtures__/paymentsApi';
import { GenerationRefused } from './GenerationRefused';
import {
  dashboardUid,
  metricName,
  namesOf,
  pascalCase,
  pathIn,
  refuseCollisions,
  serviceSlug,
} from './names';
import { prepare } from './prepare';

const named = (name: string) => slo({ name, sli: paymentRatio });

describe('names', () => {
  it.each([
    ['checkout_latency_p95', 'CheckoutLatencyP95'],
    ['payment-success.rate', 'PaymentSuccessRate'],
    ['a', 'A'],
  ])('%s begins alerts with %s', (name, pascal) => {
    expect(pascalCase(name)).toBe(pascal);
  });

  it('an alert never begins with a digit', () => {
    expect(namesOf(named('99th')).alertPrefix).toBe('Slo99th');
  });

  it.each([
    ['payments-api', 'payments_api'],
    ['../../x', '______x'],
    ['a"b\n$(c)', 'a_b___c_'],
  ])('%j becomes %s in paths and groups', (service, slug) => {
    expect(metricName(service)).toBe(slug);
    expect(serviceSlug(service)).toBe(slug);
  });

  it('a service without a letter is refused, with what to do', () => {
    expect(() => serviceSlug('支払い')).toThrow('slo-scout.io/service');
  });

  it.each([
    ['checkout-latency', 'checkout.latency', 'job:checkout_latency:rate5m'],
    ['x', 'x_bad', 'job:x_bad:rate5m'],
    ['a_b', 'a__b', 'AB'],
  ])('%s and %s would both be %s', (one, other, name) => {
    expect(() => refuseCollisions([named(one), named(other)])).toThrow(
      `The SLOs ${one} and ${other} would both be named ${name}. Rename one of them.`,
    );
  });

  it.each(['../../x', 'a"b', 'a\nb', '$(x)', '', 'a'.repeat(64)])(
    'the SLO name %j is refused before it reaches a path',
    name => {
      expect(() => prepare(input([named(name)]))).toThrow(GenerationRefused);
    },
  );

  it('without an SLO there is nothing to generate', () => {
    expect(() => prepare(input([]))).toThrow('There is no SLO');
  });

  it('paths go below the directory of the target', () => {
    expect(pathIn('', 'runbooks/a.yaml')).toBe('runbooks/a.yaml');
    expect(pathIn('/clusters/eu/', 'runbooks/a.yaml')).toBe(
      'clusters/eu/runbooks/a.yaml',
    );
  });

  it('a dashboard keeps its uid, and no two share one', () => {
    const uid = dashboardUid('component:default/payments-api', 'production');
    expect(uid).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(dashboardUid('component:default/payments-api', 'production')).toBe(
      uid,
    );
    expect(dashboardUid('component:default/payments-api', 'staging')).not.toBe(
      uid,
    );
    expect(dashboardUid('a', 'b,c')).not.toBe(dashboardUid('a,b', 'c'));
  });
});
