import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  GITOPS_REPOSITORY,
  startDemoWorld,
  startPortal,
  stopAllChildren,
} from 'testbed';

/**
 * Starts the real parts, runs the browser tests beside them and writes how many
 * passed to the file that is the first argument.
 */
const ROOT = resolve(__dirname, '../../..');

/** A second portal whose policy refuses what payments-api needs: 12 % of the traffic. */
const STRICT_POLICY = JSON.stringify({
  production: {
    invariants: { 'blast_radius.traffic_percent': { mode: 'block', limit: 5 } },
  },
});

interface PlaywrightStats {
  expected: number;
  unexpected: number;
  flaky: number;
  skipped: number;
}

async function main(resultFile: string) {
  const folder = await mkdtemp(join(tmpdir(), 'slo-scout-browser-'));
  const world = await startDemoWorld({
    dataDir: folder,
    historyCache: join(ROOT, '.demo/history'),
    configs: [join(ROOT, 'packages/app/e2e-tests/app-config.yaml')],
    onStep: what => process.stdout.write(`  … ${what}\n`),
  });
  const strict = await startPortal({
    dataDir: join(folder, 'strict'),
    prometheusUrl: world.prometheus.url,
    gitHost: world.gitHost.host,
    gitToken: world.gitHost.token,
    webhookSecret: 'not used here',
    env: { APP_CONFIG_sloScout_policy_environments: STRICT_POLICY },
  });
  const details = join(folder, 'playwright.json');
  // Not spawnSync: the Git host lives in this process and must go on answering.
  const run = spawn(
    process.execPath,
    [
      require.resolve('@playwright/test/cli'),
      'test',
      '--config',
      join(ROOT, 'packages/app/playwright.config.ts'),
      ...process.argv.slice(3),
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        E2E_RESULTS: details,
        E2E_PORTAL_URL: world.portal.url,
        E2E_STRICT_PORTAL_URL: strict.url,
        E2E_PROMETHEUS_URL: world.prometheus.url,
        E2E_GITOPS_REPOSITORY: world.gitHost.repositoryPath(GITOPS_REPOSITORY),
      },
    },
  );
  const [status] = (await once(run, 'exit')) as [number | null];
  const { stats } = JSON.parse(readFileSync(details, 'utf8')) as {
    stats: PlaywrightStats;
  };
  writeFileSync(
    resultFile,
    JSON.stringify({
      passed: stats.expected,
      // A test that passes only sometimes has not passed.
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    }),
  );
  await strict.stop();
  await world.stop();
  await rm(folder, { recursive: true, force: true });
  return status ?? 1;
}

main(resolve(process.argv[2] ?? '.cache/browser-tests.json'))
  .then(async status => {
    await stopAllChildren();
    process.exit(status);
  })
  .catch(async error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    await stopAllChildren();
    process.exit(1);
  });
