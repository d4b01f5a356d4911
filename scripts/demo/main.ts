import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type DemoWorld,
  clearTheWay,
  startDemoWorld,
  stopAllChildren,
} from 'testbed';
import { type MainJobOutcome, driveMainJob } from './mainJob';
import { Steps } from './steps';

const FOLDER = resolve('.demo');

/** Ports of the demo; each can be moved by its variable. */
const PORTS = {
  portal: port('SLO_SCOUT_PORTAL_PORT', 7007),
  metrics: port('SLO_SCOUT_METRICS_PORT', 9464),
  prometheus: port('SLO_SCOUT_PROMETHEUS_PORT', 9095),
  gitHost: port('SLO_SCOUT_GITHOST_PORT', 3300),
};

function port(variable: string, otherwise: number): number {
  const given = process.env[variable];
  return given === undefined ? otherwise : Number(given);
}

function writeReport(
  steps: Steps,
  world: DemoWorld | undefined,
  outcome: MainJobOutcome | undefined,
) {
  writeFileSync(
    join(FOLDER, 'report.json'),
    `${JSON.stringify(
      {
        ok: steps.ok,
        steps: steps.results,
        pr_url: outcome?.prUrl ?? null,
        artifacts: (outcome?.artifacts ?? []).map(a => ({
          id: a.id,
          type: a.type,
          path: a.path,
          validation_status: a.validation_status,
        })),
        portal_url: world?.portal.url ?? null,
      },
      null,
      2,
    )}\n`,
  );
}

async function main() {
  mkdirSync(FOLDER, { recursive: true });
  // Before anything of a run that may still live is touched, its report included.
  await clearTheWay({ dataDir: FOLDER, ports: PORTS });
  rmSync(join(FOLDER, 'report.json'), { force: true });
  const steps = new Steps();
  let world: DemoWorld | undefined;
  let outcome: MainJobOutcome | undefined;
  await steps.run('start the testbed and the portal', async () => {
    world = await startDemoWorld({
      dataDir: FOLDER,
      ports: PORTS,
      onStep: what => process.stdout.write(`  … ${what}\n`),
    });
    return world.portal.url;
  });
  if (world) outcome = await driveMainJob(world, steps);
  writeReport(steps, world, outcome);

  const stop = async () => {
    await world?.stop();
    await stopAllChildren();
  };
  if (!steps.ok || process.argv.includes('--exit')) {
    await stop();
    process.stdout.write(
      steps.ok ? '\nAll of it worked.\n' : '\nIt did not work, see above.\n',
    );
    process.exit(steps.ok ? 0 : 1);
  }
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Ctrl+C arrives twice: from the terminal, and passed on by npm's script.
      if (stopping) return;
      stopping = true;
      stop().finally(() => process.exit(0));
    });
  }
  process.stdout.write(`
The portal is up:  ${world?.portal.url}/catalog/default/component/payments-api/slo-scout
Sign in as author, sre or anybody else on the list.
Git host:          ${world?.gitHost.url}
Prometheus:        ${world?.prometheus.url}
Stop with Ctrl+C.
`);
}

main().catch(async error => {
  process.stderr.write(
    `${error?.message ?? error}
Ports are moved by SLO_SCOUT_PORTAL_PORT, SLO_SCOUT_METRICS_PORT,
SLO_SCOUT_PROMETHEUS_PORT and SLO_SCOUT_GITHOST_PORT.
`,
  );
  await stopAllChildren();
  process.exit(1);
});
