import { defineConfig } from '@playwright/test';

/**
 * The loop waits most of its time, for what is scheduled, and has a service of its
 * own. The views look only, at whatever is there by then.
 */
const BESIDE = ['7-gitops.test.ts', '9-accessibility.test.ts'];

/** The tests share a world and tell one story, one after the other; beside it, the others. */
export default defineConfig({
  testDir: './e2e-tests',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: 'beside', testMatch: BESIDE, workers: 1 },
    { name: 'story', testMatch: '*.test.ts', testIgnore: BESIDE, workers: 1 },
  ],
  forbidOnly: true,
  retries: 0,
  outputDir: '../../.cache/browser-tests',
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.E2E_RESULTS ?? 'results.json' }],
  ],
  use: {
    baseURL: process.env.E2E_PORTAL_URL,
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 1000 },
    launchOptions: {
      executablePath: process.env.E2E_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
