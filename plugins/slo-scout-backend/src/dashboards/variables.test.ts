import { builtIns, fillIn, legendOf } from './variables';

it('fills in variables however they are written', () => {
  const values = { service: 'payments-api', ...builtIns(3600, 15) };
  expect(
    fillIn(
      'a{s="$service",t="${service}",u="${service:regex}",v="[[service]]"}[$__range:1m]',
      values,
    ),
  ).toBe(
    'a{s="payments-api",t="payments-api",u="payments-api",v="payments-api"}[3600s:1m]',
  );
});

it('takes the longest name, and leaves unknown ones', () => {
  const values = { a: '1', constructor_: '2' };
  expect(fillIn('$ab $a $constructor $1', values)).toBe(
    '$ab 1 $constructor $1',
  );
});

it('never takes a rate over less than four scrapes', () => {
  expect(builtIns(3600, 15).__rate_interval).toBe('60s');
  expect(builtIns(86_400, 300).__rate_interval).toBe('315s');
});

it.each([
  ['{{region}} of {{ slo }}', { region: 'eu', slo: 'a' }, 'eu of a'],
  ['1h {{gone}}', {}, '1h'],
  ['', { __name__: 'up', job: 'a' }, 'up{job="a"}'],
  ['', { __name__: 'up' }, 'up'],
  ['', {}, ''],
])('names a series by %j', (format, labels, name) => {
  expect(legendOf(format, labels as Record<string, string>)).toBe(name);
});
