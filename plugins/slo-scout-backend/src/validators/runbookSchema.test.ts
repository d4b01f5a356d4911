import { checkRunbook } from './runbookSchema';

const RUNBOOK = `
name: payment_success_rate on payments-api
service: payments-api
slo:
  name: payment_success_rate
  objective: 99.9 %
triggers:
  - alert: PaymentSuccessRateBurn
steps:
  - title: Look at the logs
    command: kubectl logs -n default deploy/payments-api --since=15m
mitigation:
  - title: Roll back
    command: kubectl rollout undo -n default deploy/payments-api
`;

describe('checkRunbook', () => {
  it('passes a runbook with all that a person needs', () => {
    expect(checkRunbook(RUNBOOK)).toEqual({ status: 'passed', errors: [] });
  });

  it.each(['name', 'triggers', 'steps', 'mitigation'])(
    'refuses one without %s',
    field => {
      const without = RUNBOOK.replace(new RegExp(`^${field}:`, 'm'), 'other:');
      expect(checkRunbook(without)).toMatchObject({
        status: 'failed',
        errors: [
          {
            validator: 'runbook_schema',
            message: `/ must have required property '${field}'`,
            path: '/',
          },
        ],
      });
    },
  );

  it('says at which line the YAML is broken', () => {
    expect(checkRunbook('name: x\nsteps: [\n')).toMatchObject({
      status: 'failed',
      errors: [{ validator: 'runbook_schema', path: '3:1' }],
    });
  });

  it.each([
    ['text', 'hello', 'must be object'],
    ['two documents', `${RUNBOOK}---\n${RUNBOOK}`, 'multiple documents'],
    ['more than a runbook can be', ' '.repeat(2 * 1024 * 1024), 'at most'],
  ])('refuses %s', (_, content, words) => {
    expect(checkRunbook(content)).toMatchObject({
      status: 'failed',
      errors: [{ message: expect.stringContaining(words) }],
    });
  });

  it('is not blown up by a YAML bomb', () => {
    const level = (n: number) =>
      `l${n}: &l${n} [${Array(9)
        .fill(`*l${n - 1}`)
        .join(', ')}]`;
    const bomb = ['l0: &l0 [x, x]', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(level)];
    expect(checkRunbook(bomb.join('\n'))).toMatchObject({
      status: 'failed',
      errors: [{ message: expect.stringContaining('alias') }],
    });
  });
});
