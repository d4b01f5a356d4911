// npm run lint: ESLint, formatting, module boundaries, generated files.
import { runBuffered, setUp, typeScript, yarnCommand } from './setup.mjs';

setUp({ app: false });

const yarn = (...args) => ({ command: yarnCommand(args) });

/** Side by side: what is long in one lane, the rest in the other. */
const LANES = [
  [
    ['declarations', yarn('types:declarations')],
    ['API reports', { ...yarn('api-reports', '--ci'), after: 'declarations' }],
    ['Prettier', yarn('prettier', '--check', '--log-level', 'warn', '.')],
  ],
  [
    ['ESLint', yarn('backstage-cli', 'repo', 'lint', '--max-warnings', '0')],
    [
      'module boundaries',
      yarn(
        'depcruise',
        '--config',
        '.dependency-cruiser.cjs',
        'plugins',
        'packages',
      ),
    ],
    [
      'openapi.yaml',
      { command: typeScript('scripts/openapi.ts', ['--check']) },
    ],
    [
      'package metadata',
      yarn('backstage-cli', 'repo', 'fix', '--check', '--publish'),
    ],
    ['configuration', yarn('backstage-cli', 'config:check', '--lax')],
  ],
];

const failed = [];

/** One after the other; each tells all that it found when it has ended. */
async function follow(lane) {
  for (const [name, { command, after }] of lane) {
    if (failed.includes(after)) continue;
    const { ok, output } = await runBuffered(command);
    process.stdout.write(`\n== ${name}\n${output}`);
    if (!ok) failed.push(name);
  }
}

await Promise.all(LANES.map(follow));
for (const name of failed) process.stdout.write(`failed: ${name}\n`);
process.exit(failed.length > 0 ? 1 : 0);
