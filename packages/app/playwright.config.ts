import { defineConfig } from '@playwright/test';

/** One browser, one worker: the tests share a world and tell one story. */
export default defineConfig({
  testDir: './e2e-tests',
  testMatch: '*.test.ts',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  fullyParallel: false,
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
