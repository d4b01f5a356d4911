import type { SentenceCode } from '@slo-scout/backstage-plugin-slo-scout-common';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { choosePort, LOOPBACK, startChild, waitForUrl } from 'testbed';
import { generateFiles } from '../../generators';
import {
  checkoutLatencyP95,
  confirmAvailability,
  input,
  paymentSuccessRate,
} from '../../generators/__fixtures__/paymentsApi';
import { HttpPrometheusClient } from '../../prometheus';
import type { LoadedGroup } from '../../prometheus';
import { compareRules } from './compareRules';

jest.setTimeout(60_000);

const { files } = generateFiles(
  input([paymentSuccessRate, confirmAvailability, checkoutLatencyP95]),
  ['recording_rule', 'alert_rule'],
);

/** A real Prometheus that has loaded the files from a check-out of the repository. */
async function startWithRules() {
  const folder = await mkdtemp(path.join(tmpdir(), 'loaded-rules-'));
  for (const file of files) {
    const target = path.join(folder, 'repo', file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.content);
  }
  const config = path.join(folder, 'prometheus.yml');
  // Only the last part of a path may be a pattern.
  const globs = ['recording', 'alerting'].map(kind =>
    path.join(folder, `repo/prometheus/rules/${kind}/*.yaml`),
  );
  await writeFile(config, `rule_files: ${JSON.stringify(globs)}\n`);
  const port = await choosePort('Prometheus');
  const child = await startChild({
    name: 'Prometheus',
    command: 'prometheus',
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
    ],
  });
  const url = `http://${LOOPBACK}:${port}`;
  await waitForUrl(`${url}/-/ready`, child);
  return {
    client: new HttpPrometheusClient({ name: 'test', url }),
    stop: async () => {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As if every rule had been evaluated well. */
function evaluated(groups: LoadedGroup[]): LoadedGroup[] {
  return groups.map(group => ({
    ...group,
    rules: group.rules.map(rule => ({ ...rule, health: 'ok' as const })),
  }));
}

describe('what Prometheus has loaded', () => {
  let prometheus: Awaited<ReturnType<typeof startWithRules>>;
  let groups: LoadedGroup[];

  beforeAll(async () => {
    prometheus = await startWithRules();
    groups = await prometheus.client.rules();
  });
  afterAll(() => prometheus?.stop());

  it('is what was generated, in Prometheus own writing', () => {
    expect(groups.flatMap(group => group.rules).length).toBeGreaterThan(20);
    for (const file of files) {
      expect(compareRules(file, evaluated(groups))).toEqual({
        state: 'loaded',
      });
    }
  });

  it('waits for rules that were not evaluated yet', () => {
    const fresh = evaluated(groups);
    fresh[0].rules[0].health = 'unknown';
    const states = files.map(file => compareRules(file, fresh).state);
    expect(states.sort()).toEqual(['loaded', 'waiting']);
  });

  it.each<[string, (groups: LoadedGroup[]) => void, RegExp, SentenceCode]>([
    [
      'a missing group',
      all => all.splice(0, all.length),
      /is not loaded/,
      'standing.group_missing',
    ],
    [
      'a missing rule',
      all => all.forEach(group => group.rules.pop()),
      /is not loaded/,
      'standing.rule_missing',
    ],
    [
      'another threshold',
      all =>
        all.forEach(({ rules }) =>
          rules.forEach(rule => {
            rule.query = rule.query.replace('> 0.0144', '> 0.144');
          }),
        ),
      /PaymentSuccessRateBurnRate1h has another expression/,
      'standing.expression',
    ],
    [
      'another for',
      all =>
        all.forEach(({ rules }) =>
          rules.forEach(rule => {
            if (rule.name.endsWith('NoData')) rule.forSeconds = 1;
          }),
        ),
      /NoData holds for 1 s, not \d+ s/,
      'standing.holds',
    ],
    [
      'another label',
      all =>
        all.forEach(({ rules }) =>
          rules.forEach(rule => {
            rule.labels.owner = 'somebody';
          }),
        ),
      /is not loaded/,
      'standing.rule_missing',
    ],
    [
      'a rule that fails',
      all => {
        Object.assign(all[0].rules[0], {
          health: 'err',
          lastError: 'many-to-many matching not allowed',
        });
      },
      /fails: many-to-many matching not allowed/,
      'standing.fails',
    ],
    [
      'a rule that nobody approved',
      all =>
        all.forEach(group =>
          group.rules.push({ ...group.rules[0], name: 'Foreign' }),
        ),
      /Foreign is loaded but was not approved/,
      'standing.rule_unapproved',
    ],
  ])('names %s', (_, change, difference, code) => {
    const changed = structuredClone(evaluated(groups));
    change(changed);
    const found = files.flatMap(file => {
      const result = compareRules(file, changed);
      return result.state === 'different' ? result.differences : [];
    });
    expect(found.map(({ text }) => text).join('\n')).toMatch(difference);
    expect(found.map(({ coded }) => coded.code)).toContain(code);
  });

  it('takes the group of its own file where another tenant has one of the name', () => {
    const foreign = structuredClone(evaluated(groups)).map(group => ({
      ...group,
      file: `/etc/other/${group.name}.yaml`,
      rules: [],
    }));
    for (const file of files) {
      const state = compareRules(file, [...foreign, ...evaluated(groups)]);
      expect(state).toEqual({ state: 'loaded' });
    }
  });
});
