import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import { input, paymentRatio, slo } from '../__fixtures__/paymentsApi';
import type { GeneratorInput } from '../types';
import { runbook } from './runbook';

type Token = ReturnType<MarkdownIt['parse']>[number];

// As a Git host reads it, HTML included.
const markdown = new MarkdownIt({ html: true });
markdown.validateLink = () => true;

interface Values {
  display_name: string;
  description: string;
  service: string;
  owner: string;
  namespace: string;
  evidence: string;
  query: string;
}

const TAME: Values = {
  display_name: 'value',
  description: 'value',
  service: 'value',
  owner: 'value',
  namespace: 'value',
  evidence: 'value',
  query: 'sum(rate(requests_total{a="value"}[5m]))',
};

/** Page and YAML of an SLO into which people wrote these values. */
function runbookOf(values: Values): { page: string; document: string } {
  const one = slo({
    name: 'checkout',
    display_name: values.display_name,
    description: values.description,
    sli: {
      ...paymentRatio,
      bad: { query: values.query, counter: true },
      total: { query: values.query, counter: true },
    },
    evidence: { capsule_ids: [values.evidence], trace_ids: [values.evidence] },
  });
  const service: GeneratorInput['service'] = {
    entity_ref: 'component:default/payments-api',
    name: `a${values.service}`,
    owner: values.owner,
    ownerTitle: values.owner,
    namespace: values.namespace,
  };
  const [page, document] = runbook.generate(input([one], { service })).files;
  return { page: page.content, document: document.content };
}

/** Everything but texts, the content of code, and where links lead. */
function structureOf(page: string): unknown[] {
  const shape = ({ type, tag, info }: Token) => ({ type, tag, info });
  return markdown
    .parse(page, {})
    .flatMap(token => [
      shape(token),
      ...(token.children ?? []).filter(c => c.type !== 'text').map(shape),
    ]);
}

function linksIn(page: string): string[] {
  return markdown
    .parse(page, {})
    .flatMap(token => token.children ?? [])
    .flatMap(token => token.attrGet('href') ?? []);
}

/** Headings, files of the pull request, and the addresses of the portal and of Grafana. */
const OURS =
  /^(#[a-z0-9]+|(\.\.\/[a-z/]+\/)?\w+\.(yaml|json)|https:\/\/(grafana|portal)\.example\.com\/[\w/-]+)$/;

function commandsIn(page: string): string[] {
  return markdown
    .parse(page, {})
    .filter(({ type }) => type === 'fence')
    .map(({ content }) => content.replace(/\n$/, ''));
}

function commandsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'command' ? [value] : commandsOf(value),
  );
}

/** What Markdown, HTML and Mustache give a meaning to, without control characters. */
const hostile = fc
  .array(
    fc.constantFrom(
      ...['# ', '- ', '1. ', '> ', '\n', '\n\n', '---', '```', '~~~', '`'],
      ...['*', '_', '[x](javascript:alert(1))', '![', '](', '<b>', '</b>'],
      ...['<script>', '-->', '<!--', '|', '\\', '&lt;', '{{name}}', '{slo}'],
      ...['{{{x}}}', '$', "'", '"', ' ', 'a', 'https://evil.example', '$(x)'],
    ),
    { minLength: 1, maxLength: 10 },
  )
  .map(parts => `x${parts.join('')}`);

const hostileValues = fc.record({
  display_name: hostile,
  description: hostile,
  service: hostile,
  owner: hostile,
  namespace: hostile,
  evidence: hostile,
  query: hostile.map(
    text => `sum(rate(requests_total{a=${JSON.stringify(text)}}[5m]))`,
  ),
});

describe('the page for people', () => {
  it('has the structure of its template, whatever the values', () => {
    const tame = structureOf(runbookOf(TAME).page);
    fc.assert(
      fc.property(hostileValues, values => {
        const { page } = runbookOf(values);
        expect(structureOf(page)).toEqual(tame);
        expect(linksIn(page).filter(link => !OURS.test(link))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('has the very commands of the YAML, in its order', () => {
    fc.assert(
      fc.property(hostileValues, values => {
        const { page, document } = runbookOf(values);
        expect(commandsIn(page)).toEqual(commandsOf(parse(document)));
      }),
      { numRuns: 40 },
    );
  });

  it('links to its neighbours', () => {
    expect(linksIn(runbookOf(TAME).page)).toEqual(
      expect.arrayContaining([
        '#checkoutburnrate1h',
        '#mitigation',
        '../prometheus/rules/alerting/avalue_slos.yaml',
        '../grafana/dashboards/avalue.json',
        'avalue_checkout.yaml',
        expect.stringMatching(/^https:\/\/grafana\.example\.com\/d\/slo-/),
      ]),
    );
  });
});
