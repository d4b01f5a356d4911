import { checkRules } from '../../testing/promtool';
import { input, paymentRatio, slo } from '../__fixtures__/paymentsApi';
import { generateFiles } from '../generateFiles';
import { literal } from './template';

describe('literal', () => {
  it('keeps braces from being a template', async () => {
    expect(literal('{{ $value }}')).toBe('{{ "{{" }} $value }}');
    const { target, ...rest } = input([slo({ name: 'x', sli: paymentRatio })]);
    const { files } = generateFiles(
      {
        ...rest,
        target: {
          ...target,
          fileUrl: path => `https://git/{{ template "nothing" }}/${path}`,
        },
      },
      ['alert_rule'],
    );
    const { exitCode } = await checkRules({ 'alerts.yaml': files[0].content });
    expect(exitCode).toBe(0);
    expect(files[0].content).toContain('{{ "{{" }} template');
  });
});
