import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { prepare } from '../prepare';
import { defaultPageTemplate, defaultTemplate } from './defaultTemplates';
import { withDefaults } from './runbook';
import { sampleInputs } from './samples';
import type { TemplateEntry } from './template';
import { tryTemplates } from './tryTemplates';
import { valuesOf } from './values';

describe('docs/runbook-template.md', () => {
  const page = readFileSync(
    resolvePackagePath(
      '@slo-scout/backstage-plugin-slo-scout-backend',
      '../../docs/runbook-template.md',
    ),
    'utf8',
  );
  const namesIn = ({ values, lists = {} }: TemplateEntry): string[] => [
    ...Object.keys(values),
    ...Object.keys(lists),
    ...Object.values(lists).flat().flatMap(namesIn),
  ];
  const names = sampleInputs.flatMap(input => {
    const prepared = prepare(input);
    return prepared.slos.flatMap(slo =>
      namesIn(valuesOf(input, prepared, slo, withDefaults({}))),
    );
  });

  it.each([...new Set(names)].sort())('has %s', name => {
    expect(page).toContain(`\`${name}\``);
  });
});

describe('tryTemplates', () => {
  it('has something to show for each sample', () => {
    const trials = tryTemplates({});
    expect(trials).toHaveLength(2);
    const [{ files, paths }] = trials;
    expect(files.map(({ path }) => path)).toContain(
      'runbooks/sample_availability.md',
    );
    expect(paths).toContain('grafana/dashboards/sample.json');
  });

  it('lets a page print what only other YAML templates fill', () => {
    const pageTemplate = '# {{name}}\n{{#impact}}{{impact}}{{/impact}}\n';
    expect(
      tryTemplates({ template: "name: '{slo_name}'", pageTemplate })[0].files[0]
        .content,
    ).toContain('# availability\n');
  });

  it('keeps an alert without steps from showing those of the runbook', () => {
    const [{ files }] = tryTemplates({
      template: defaultTemplate.replace(
        /( {2}- for_each: burn_rate_alerts\n.*\n.*\n.*\n) {4}steps:[\s\S]*?(?= {2}- for_each: budget_alerts)/,
        '$1',
      ),
    });
    const section = files[0].content.split(/^#+ /m).slice(1);
    const of = (heading: string) =>
      section.find(text => text.startsWith(heading))!;
    expect(of('AvailabilityBurnRate1h')).not.toContain('logs');
    expect(of('AvailabilityBudgetExhausted')).toContain('How much is left?');
    expect(of('Diagnosis')).toContain('kubectl logs');
  });

  it.each([
    ['{{{name}}}', 'prints name without escaping it'],
    ['{{&name}}', 'prints name without escaping it'],
    ['{{#triggers}}{{{alert}}}{{/triggers}}', 'prints alert without escaping'],
    ['{{> other}}', 'has to be one file'],
    ['{{#triggers}}', 'is not Mustache: Unclosed section "triggers"'],
    ['{{name', 'is not Mustache: Unclosed tag'],
    ['{{nonsense}}', '{{nonsense}}, which is not in the runbook. At the top'],
    ['{{#mitigations}}x{{/mitigations}}', '{{mitigations}}, which is not'],
    ['{{triggers}}', '{{triggers}}, which is not'],
    ['{{constructor}}', '{{constructor}}, which is not'],
    ['{{name.constructor}}', '{{name.constructor}}, which is not'],
    ['{{service_name}}', '{{service_name}}, which is not'],
    ['# {service_name}', '{service_name}, which nothing fills in there'],
    ['[x]({{evidence.dashboard}})', 'write {{evidence.dashboard.url}}'],
    ['[x]({{#name}}{{text}}{{/name}})', 'write {{text.url}}'],
    ['[x]: {{name}}', 'write {{name.url}}'],
    ['<{{name}}>', 'write {{name.url}}'],
    ['<b title="{{name}}">x</b>', 'inside of an HTML tag'],
    ['<!-- {{name}} -->', 'inside of an HTML tag'],
  ])('refuses the page template %j', (pageTemplate, message) => {
    expect(() => tryTemplates({ pageTemplate })).toThrow(message);
  });

  it.each([
    ["name: '{nonsense}'", 'no known value'],
    ['name: [', 'is not YAML'],
  ])('refuses the YAML template %j', (template, message) => {
    expect(() => tryTemplates({ template })).toThrow(message);
  });

  it('knows the templates that come with it', () => {
    expect(() =>
      tryTemplates({
        template: defaultTemplate,
        pageTemplate: defaultPageTemplate,
      }),
    ).not.toThrow();
  });
});
