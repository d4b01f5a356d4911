import { checkRules } from '../../testing/promtool';
import { input, paymentRatio, slo } from '../__fixtures__/paymentsApi';
import { generateFiles } from '../generateFiles';
import { literal } from './template';

describe('literal', () => {
  it('keeps braces from being a template', async () => {
    expect(literal('{{ $value }}')).toBe('{{ "{{" }} $value }}');
    const hostile = slo({
      name: 'x',
      sli: paymentRatio,
      display_name: '{{ template "nothing" }}',
    });
    const { files } = generateFiles(input([hostile]), ['alert_rule']);
    const { exitCode } = await checkRules({ 'alerts.yaml': files[0].content });
    expect(exitCode).toBe(0);
    expect(files[0].content).toContain('{{ "{{" }} template');
  });
});
