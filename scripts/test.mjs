// npm test: set-up, type check, unit and integration tests, browser tests.
// Ends with `N passed, N failed, N skipped`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTypeScript, setUp, yarn } from './setup.mjs';

const results = join(ROOT, '.cache/test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
setUp();

const totals = { passed: 0, failed: 0, skipped: 0 };

function heading(what) {
  process.stdout.write(`\n== ${what}\n`);
}

function count(part) {
  for (const key of Object.keys(totals)) totals[key] += part[key];
  process.stdout.write(
    `${part.passed} passed, ${part.failed} failed, ${part.skipped} skipped here\n`,
  );
}

/** A runner that wrote no results has failed, whatever its exit code says. */
function read(file, exit) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const found = JSON.parse(readFileSync(file, 'utf8'));
  const part = file.endsWith('jest.json') ? fromJest(found) : found;
  // A suite that could not be loaded counts no failed test by itself.
  return exit.ok || part.failed > 0 ? part : { ...part, failed: 1 };
}

function fromJest(found) {
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + found.numRuntimeErrorTestSuites,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}

// The declarations of `npm run lint` are made from the same types, in half a minute.
if (!process.argv.includes('--types-checked')) {
  heading('types');
  const types = yarn(['tsc', '--noEmit']);
  count({ passed: types.ok ? 1 : 0, failed: types.ok ? 0 : 1, skipped: 0 });
}

heading('unit and integration tests');
const jestFile = join(results, 'jest.json');
count(
  read(
    jestFile,
    yarn(
      [
        'backstage-cli',
        'repo',
        'test',
        '--watchAll=false',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${jestFile}`,
      ],
      // Quiet on standard output, where Jest would print the JSON as well.
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { BACKSTAGE_TEST_DISABLE_DOCKER: '1' },
      },
    ),
  ),
);

heading('browser tests');
const browserFile = join(results, 'browser.json');
count(
  read(
    browserFile,
    runTypeScript('packages/app/e2e-tests/main.ts', [browserFile]),
  ),
);

process.stdout.write(
  `\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`,
);
process.exit(totals.failed > 0 ? 1 : 0);
