import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import execa from 'execa';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { quote } from '../../promql';
import { kinds } from '../__fixtures__/kinds';
import { input, slo } from '../__fixtures__/paymentsApi';
import { recordingRules } from '../recordingRules/recordingRules';
import type { GeneratorInput } from '../types';
import { createRunbookGenerator } from './runbook';

/** What a shell, YAML, PromQL and a terminal give a meaning to. */
const hostile = fc
  .array(
    fc.constantFrom(
      ...["'", "''", '"', '`id`', '$(id)', '${HOME}', ';', '&&', '||', '|'],
      ...['>', '<', '*', '?', '~', '#', '!', '\\', '\n', '\t', ' ', '=', '%s'],
      ...['-', '--', '{slo_name}', '{{name}}', '[', ']', '(', ')', 'a', 'ü'],
    ),
    { maxLength: 10 },
  )
  .map(parts => `x${parts.join('')}x`);

const hostileInput = fc
  .record({
    title: hostile,
    owner: hostile,
    namespace: hostile,
    id: hostile,
    label: hostile,
  })
  .map(values => {
    const query = `sum(rate(requests_total{a=${quote(values.label)}}[5m]))`;
    return input(
      [
        slo({
          name: 'checkout',
          display_name: values.title,
          description: values.title,
          sli: {
            kind: 'ratio',
            name: 'checkout',
            bad: { query, counter: true },
            total: { query, counter: true },
          },
          evidence: { capsule_ids: [values.id], trace_ids: [values.id] },
        }),
      ],
      {
        service: {
          entity_ref: 'component:default/payments-api',
          name: values.title,
          owner: values.owner,
          ownerTitle: values.owner,
          namespace: values.namespace,
        },
      },
    );
  });

/** Every value of a runbook, once as text and once as a word of a command. */
const NAMES = [
  ...['slo_title', 'slo_description', 'slo_meaning', 'slo_impact'],
  ...['service_name', 'owner', 'owner_title', 'namespace', 'workload'],
  ...['value_query', 'burn_rate_query', 'budget_left_query', 'rule_query'],
  ...[
    'recorded_query',
    'scrape_query',
    'evaluation_age_query',
    'budget_policy',
  ],
];
const EVERY_VALUE = `
words: [${NAMES.map(name => `'{${name}}'`).join(', ')}]
command: [${NAMES.map(name => `'{${name}}'`).join(', ')}]
lists:
  - {for_each: capsules, words: ['{capsule_id}'], command: ['{capsule_id}']}
  - {for_each: raw_series, words: ['--m={series_query}'], command: ['--m={series_query}']}
  - {for_each: bad_series, words: ['{series_query}'], command: ['{series_query}']}
`;

function yamlOf(given: GeneratorInput, template?: string) {
  const { files } = createRunbookGenerator({
    template,
    pageTemplate: template && '# {{name}}',
  }).generate(given);
  return files
    .filter(({ path }) => path.endsWith('.yaml'))
    .map(({ content }) => parse(content));
}

/** What a shell hands to a program, word by word. */
async function wordsOf(command: string, cwd?: string): Promise<string[]> {
  const { stdout } = await execa('sh', ['-c', `printf '%s\\0' ${command}`], {
    cwd,
  });
  return stdout.split('\0').slice(0, -1);
}

function commandsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'command' ? [value] : commandsOf(value),
  );
}

jest.setTimeout(120_000);

describe('commands of a runbook', () => {
  it('hand every value on as one word, as it is', async () => {
    await fc.assert(
      fc.asyncProperty(hostileInput, async given => {
        const [document] = yamlOf(given, EVERY_VALUE);
        for (const part of [document, ...document.lists]) {
          expect(await wordsOf(part.command)).toEqual(part.words);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('have the words of their template, however hostile the values', async () => {
    const tame = fc.sample(hostileInput, { numRuns: 1, seed: 1 })[0];
    const count = async (given: GeneratorInput) =>
      Promise.all(
        commandsOf(yamlOf(given)[0]).map(
          async command => (await wordsOf(command)).length,
        ),
      );
    const expected = await count(tame);
    expect(expected.length).toBeGreaterThan(20);
    await fc.assert(
      fc.asyncProperty(hostileInput, async given => {
        expect(await count(given)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it('run nothing that stands in a value', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slo-scout-runbook-'));
    const mark = `'; touch owned; $(touch owned) \`touch owned\`\ntouch owned\n"`;
    const { service } = input([]);
    const given = input(
      [slo({ ...kinds.counters, display_name: mark, description: mark })],
      { service: { ...service, name: `a${mark}`, namespace: mark } },
    );
    try {
      const commands = commandsOf(yamlOf(given)[0]);
      for (const command of commands) await wordsOf(command, folder);
      expect(commands.some(command => command.includes('touch'))).toBe(true);
      expect(existsSync(join(folder, 'owned'))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('queries of a runbook', () => {
  // promtool asks for now, whenever the test comes to it: the data goes on.
  const begin = Math.floor(Date.now() / 1000) - 2 * 3600;
  const counter = (labels: Record<string, string>, perSecond: number) => ({
    name: 'http_requests_total',
    labels,
    valueAt: (time: number) => (time - begin) * perSecond,
  });
  let prometheus: TestPrometheus;

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: begin,
      end: begin + 4 * 3600,
      step: 15,
      series: [
        counter({ route: '/payment', code: '200' }, 9),
        counter({ route: '/payment', code: '500' }, 1),
      ],
    });
  });

  afterAll(() => prometheus.stop());

  const given = (one: Parameters<typeof slo>[0]) => {
    const { target } = input([]);
    return input([slo(one)], {
      target: { ...target, prometheusUrl: prometheus.url },
    });
  };

  interface Answer {
    title: string;
    stdout: string;
  }

  async function ask(
    steps: Array<{ title: string; command?: string }>,
  ): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const { title, command } of steps) {
      if (!command?.startsWith('promtool')) continue;
      const { stdout } = await execa('sh', ['-c', command]);
      answers.push({ title, stdout });
    }
    return answers;
  }

  function valueIn(answer: string): number {
    return Number(/=> (\S+) @/.exec(answer)?.[1]);
  }

  it.each(Object.entries(kinds))(
    'are ones that promtool can ask: %s',
    async (_, one) => {
      const [document] = yamlOf(given(one));
      const steps = [
        ...document.steps,
        ...document.triggers.flatMap((trigger: { steps: [] }) => trigger.steps),
      ];
      // A query that Prometheus refuses ends promtool with an error.
      expect((await ask(steps)).length).toBeGreaterThan(10);
    },
  );

  it('answer what their steps say that they do', async () => {
    const [document] = yamlOf(given(kinds.counters));
    const of = async (alert: string) => {
      const { steps } = document.triggers.find(
        (trigger: { alert: string }) => trigger.alert === alert,
      );
      return Object.fromEntries(
        (await ask(steps)).map(({ title, stdout }) => [title, stdout]),
      );
    };
    const burning = await of('CountersBurnRate1h');
    expect(valueIn(burning['Is it still going on?'])).toBeCloseTo(0.1, 3);
    const worst = burning['Where do the bad events come from?'];
    expect(worst).toMatch(/^\{code="500", route="\/payment"\} => /);
    expect(valueIn(worst)).toBeCloseTo(1, 3);
    const missing = await of('CountersNoData');
    expect(missing).toMatchObject({
      'Is there any data in http_requests_total?':
        expect.stringContaining('{} => 2 @'),
      'Have the labels of http_requests_total changed?':
        expect.stringContaining('{route="/payment"} => 2 @'),
      'Has http_requests_total been renamed?': expect.stringContaining(
        'http_requests_total => 2 @',
      ),
      // This Prometheus has no rules, and scrapes nothing.
      'Are the rules loaded and evaluated?':
        expect.stringMatching(/^\{\} => (10|9\.999)/),
      'What was recorded?': '',
      'When were they last evaluated?': '',
    });
    expect(valueIn(missing['Are the rules loaded and evaluated?'])).toBeCloseTo(
      10,
      3,
    );
  });

  it('ask for what the rules record', () => {
    const [{ content }] = recordingRules.generate(given(kinds.counters)).files;
    const [document] = yamlOf(given(kinds.counters));
    const asked = commandsOf(document).join('\n');
    const { groups } = parse(content);
    expect(asked).toContain(`'${groups[0].rules[0].expr}'`);
    expect(asked).toContain(`'${groups[0].rules[0].record}{`);
  });
});
