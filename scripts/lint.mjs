// npm run lint: ESLint, formatting, module boundaries, generated files.
import { runTypeScript, setUp, yarn } from './setup.mjs';

setUp({ app: false });
const checks = [
  [
    'ESLint',
    () => yarn(['backstage-cli', 'repo', 'lint', '--max-warnings', '0']),
  ],
  ['Prettier', () => yarn(['prettier', '--check', '--log-level', 'warn', '.'])],
  [
    'module boundaries',
    () =>
      yarn([
        'depcruise',
        '--config',
        '.dependency-cruiser.cjs',
        'plugins',
        'packages',
      ]),
  ],
  ['openapi.yaml', () => runTypeScript('scripts/openapi.ts', ['--check'])],
  [
    'package metadata',
    () => yarn(['backstage-cli', 'repo', 'fix', '--check', '--publish']),
  ],
  ['configuration', () => yarn(['backstage-cli', 'config:check', '--lax'])],
  [
    'API reports',
    () => {
      const declarations = yarn(['types:declarations']);
      return declarations.ok ? yarn(['api-reports', '--ci']) : declarations;
    },
  ],
];
const failed = checks.filter(([name, check]) => {
  process.stdout.write(`\n== ${name}\n`);
  return !check().ok;
});
for (const [name] of failed) process.stdout.write(`failed: ${name}\n`);
process.exit(failed.length > 0 ? 1 : 0);
