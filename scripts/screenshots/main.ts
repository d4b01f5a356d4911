import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  launchBrowser,
  startDemoWorld,
  stopAllChildren,
  type DemoWorld,
} from 'testbed';
import { driveMainJob } from '../demo/mainJob';
import { Steps } from '../demo/steps';
import { TOUR } from './tour';

const IMAGES = resolve('docs/images');

/** Each picture once in the portal's light theme and once in its dark one. */
const THEMES = [
  { colorScheme: 'light', suffix: '' },
  { colorScheme: 'dark', suffix: '-dark' },
] as const;

async function takePictures(world: DemoWorld) {
  const browser = await launchBrowser();
  for (const { colorScheme, suffix } of THEMES) {
    const page = await browser.newPage({
      colorScheme,
      viewport: { width: 1280, height: 860 },
    });
    for (const { name, reach } of TOUR) {
      await reach(page, world);
      // Fonts and the last transitions.
      await page.waitForTimeout(1000);
      await page.screenshot({ path: join(IMAGES, `${name}${suffix}.png`) });
    }
    await page.context().close();
  }
  await browser.close();
}

async function main() {
  mkdirSync(IMAGES, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'slo-scout-screenshots-'));
  const world = await startDemoWorld({
    dataDir: folder,
    historyCache: resolve('.demo/history'),
    configs: [resolve('scripts/screenshots/app-config.yaml')],
  });
  const steps = new Steps();
  await driveMainJob(world, steps);
  if (!steps.ok) throw new Error('The main job failed, see above');
  await takePictures(world);
  await world.stop();
  await rm(folder, { recursive: true, force: true });
}

main()
  .then(() => stopAllChildren())
  .then(() => process.exit(0))
  .catch(async error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    await stopAllChildren();
    process.exit(1);
  });
