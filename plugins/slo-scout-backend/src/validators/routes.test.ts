import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  checkoutLatency,
  input,
  paymentRatio,
  slo,
} from '../generators/__fixtures__/paymentsApi';
import { generateFiles } from '../generators';
import type { RuleOptions } from '../generators/types';
import { type AlertmanagerOptions, checkRoutes } from './routes';

const OPTIONS: RuleOptions = {
  labels: { team: 'pay "ments"', tenant: 'shop' },
  annotations: {},
  severities: { critical: 'page', high: 'ticket' },
};

const SHOP = slo({ name: 'shop', sli: paymentRatio, severity: 'critical' });

function alertFile(slos = [SHOP], rules = OPTIONS) {
  return generateFiles({ ...input(slos), rules }, ['alert_rule']).files[0];
}

const CONFIG = `
route:
  receiver: nobody-reads-this
  routes:
    - matchers: [severity="page"]
      receiver: pager
      continue: true
    - matchers: [severity="page", 'team=~"pay \\"m.*"']
      receiver: payments
    - matchers: [severity="ticket"]
      receiver: tickets
receivers:
  - name: nobody-reads-this
  - name: pager
  - name: payments
  - name: tickets
`;

describe('checkRoutes', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'routes-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  let files = 0;
  async function check(
    config: string,
    options: Partial<AlertmanagerOptions> & {
      amtoolPath?: string;
      file?: ReturnType<typeof alertFile>;
    } = {},
  ) {
    files += 1;
    const configFile = path.join(folder, `${files}.yml`);
    await writeFile(configFile, config);
    const file = options.file ?? alertFile();
    const verdicts = await checkRoutes([file], {
      configFile: options.configFile ?? configFile,
      requireRoute: options.requireRoute ?? false,
      amtool: {
        amtoolPath: options.amtoolPath ?? 'amtool',
        timeoutMs: 20_000,
      },
    });
    return verdicts.get(file.path);
  }

  it('says who gets which alert, in as many lines as there are receivers', async () => {
    const verdict = await check(CONFIG);
    expect(verdict).toEqual({
      status: 'passed',
      errors: [],
      notes: [
        expect.stringMatching(
          /^By \d+\.yml, Alertmanager gives pager,payments: ShopBurnRate1h, ShopBurnRate6h\.$/,
        ),
        expect.stringMatching(
          /^By \d+\.yml, Alertmanager gives tickets: ShopBurnRate1d, ShopBurnRate3d, ShopBudgetExhausted, ShopNoData\.$/,
        ),
      ],
    });
  });

  const WITHOUT_TICKETS = CONFIG.replace('severity="ticket"', 'severity="x"');
  const LOST =
    'ShopBurnRate1d, ShopBurnRate3d, ShopBudgetExhausted, ShopNoData';

  it('names what falls through to the root', async () => {
    expect(await check(WITHOUT_TICKETS)).toEqual({
      status: 'passed',
      errors: [],
      notes: [
        expect.stringContaining('gives pager,payments: ShopBurnRate1h'),
        expect.stringMatching(
          new RegExp(
            `^No route of \\d+\\.yml matches, so that nobody-reads-this of its root gets: ${LOST}\\.$`,
          ),
        ),
      ],
    });
  });

  it('fails what falls through where every alert needs a route', async () => {
    expect(await check(WITHOUT_TICKETS, { requireRoute: true })).toMatchObject({
      status: 'failed',
      errors: [
        {
          validator: 'amtool',
          message: expect.stringContaining(
            `matches ${LOST}. Add one, or labels that one matches (sloScout.rules.labels).`,
          ),
        },
      ],
    });
    expect(await check(CONFIG, { requireRoute: true })).toMatchObject({
      status: 'passed',
    });
  });

  it('takes a route that leads to the same receiver as the root for a route', async () => {
    const config = CONFIG.replaceAll(
      'receiver: tickets',
      'receiver: nobody-reads-this',
    );
    expect(await check(config, { requireRoute: true })).toMatchObject({
      status: 'passed',
      notes: [
        expect.stringContaining('Alertmanager gives nobody-reads-this: Shop'),
        expect.anything(),
      ],
    });
  });

  it('knows the alert by its name and every label of the rule', async () => {
    const config = `
route:
  receiver: root
  routes:
    - matchers: [alertname="ShopNoData"]
      receiver: by-name
    - matchers: [long="1h", short="5m", burn_rate="14.4"]
      receiver: by-window
    - matchers: [service="payments-api", environment="production", slo="shop", owner="payments", tenant="shop"]
      receiver: by-owner
receivers: [{ name: root }, { name: by-name }, { name: by-window }, { name: by-owner }]
`;
    const { notes } = (await check(config))!;
    expect(notes?.map(note => note.replace(/^.* gives /, ''))).toEqual([
      'by-name: ShopNoData.',
      'by-owner: ShopBurnRate6h, ShopBurnRate1d, ShopBurnRate3d, ShopBudgetExhausted.',
      'by-window: ShopBurnRate1h.',
    ]);
  });

  it('reads names that are written in escapes', async () => {
    const config = CONFIG.replaceAll(
      'severity="ticket"',
      '"sev\\x65rity=\\"ticket\\""',
    );
    expect(config).not.toContain('severity="ticket"');
    expect(await check(config, { requireRoute: true })).toMatchObject({
      status: 'passed',
    });
  });

  it('does not name more alerts than people would read', async () => {
    const many = Array.from({ length: 12 }, (_, n) =>
      slo({ name: `shop_${n}`, sli: checkoutLatency, objective: 0.99 }),
    );
    const verdict = await check(CONFIG, {
      file: alertFile(many, {
        ...OPTIONS,
        severities: { high: 'page', medium: 'page' },
      }),
    });
    expect(verdict?.notes).toHaveLength(1);
    expect(verdict?.notes?.[0]).toMatch(
      /(Shop\w+, ){29}Shop\w+ and \d+ more\.$/,
    );
  });

  it.each([
    ['no YAML', 'route: [', /did not find|yaml:/],
    [
      'an unknown field',
      CONFIG.replace('continue', 'continues'),
      /field continues not found/,
    ],
    [
      'a receiver that is not there',
      CONFIG.replace('- name: payments', '- name: payment'),
      /undefined receiver "payments" used in route/,
    ],
    ['nothing', '', /no route provided/],
  ])('is inconclusive for a file with %s', async (_, config, words) => {
    const verdict = await check(config, { requireRoute: true });
    expect(verdict).toEqual({
      status: 'inconclusive',
      errors: [{ validator: 'amtool', message: expect.stringMatching(words) }],
    });
    expect(verdict?.errors[0].message).toMatch(
      /^It is not known which receivers get the alerts: \d+\.yml \(sloScout\.alertmanager\.configFile\): /,
    );
  });

  it('keeps the secrets of a broken file to itself', async () => {
    const secret = 'hunter2';
    for (const line of [
      `slack_api_url: "https://hooks.example.com/%zz/${secret}"`,
      `smtp_require_tls: ${secret}`,
      `slack_api_url: "${secret}://x"`,
    ]) {
      const verdict = await check(`global: { ${line} }\n${CONFIG}`);
      expect(verdict?.status).toBe('inconclusive');
      expect(JSON.stringify(verdict)).not.toContain(secret);
    }
  });

  it('is inconclusive where the file is not there, or amtool is not', async () => {
    const configFile = path.join(folder, 'none', 'alertmanager.yml');
    expect(await check(CONFIG, { configFile })).toEqual({
      status: 'inconclusive',
      errors: [
        {
          validator: 'amtool',
          message:
            'It is not known which receivers get the alerts: alertmanager.yml (sloScout.alertmanager.configFile) cannot be read: ENOENT',
        },
      ],
    });
    expect(await check(CONFIG, { amtoolPath: 'no-such-amtool' })).toMatchObject(
      {
        status: 'inconclusive',
        errors: [{ message: expect.stringContaining('sloScout.amtool.path') }],
      },
    );
  });

  it('is inconclusive where amtool answers as it never did', async () => {
    const amtoolPath = path.join(folder, 'odd');
    await writeFile(amtoolPath, '#!/bin/sh\necho "pager"\n');
    await chmod(amtoolPath, 0o755);
    expect(await check(CONFIG, { amtoolPath })).toMatchObject({
      status: 'inconclusive',
      errors: [{ message: expect.stringContaining('is not understood') }],
    });
  });

  it('has nothing to say of files that are no alerts, or that cannot be read', async () => {
    const broken = { ...alertFile(), content: 'groups: [' };
    expect(await check(CONFIG, { file: broken })).toBeUndefined();
    const other = { ...alertFile(), type: 'recording_rule' as const };
    expect(await check(CONFIG, { file: other })).toBeUndefined();
  });
});
