// Sets a fresh machine up: Debian packages, Yarn dependencies, the built app.
// Plain JavaScript on Node's own modules, because nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once as nextEvent } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const YARN = '@yarnpkg/cli-dist@4.18.1';
const MINIMUM_NODE = [20, 19];

/**
 * What must be there, how it is recognised, the Debian packages that bring it, and
 * the service that these would start and enable, which nobody here asked for.
 */
const PROGRAMS = [
  {
    needs: ['promtool', 'prometheus'],
    packages: ['prometheus'],
    service: 'prometheus',
  },
  {
    needs: ['amtool', 'prometheus-alertmanager'],
    packages: ['prometheus-alertmanager'],
    service: 'prometheus-alertmanager',
  },
  // A second engine for the dry run's tests.
  {
    needs: ['victoria-metrics'],
    packages: ['victoria-metrics'],
    service: 'victoria-metrics',
  },
  { needs: ['git'], packages: ['git'] },
  // For better-sqlite3, which is compiled where no prebuilt binary fits.
  { needs: ['python3', 'make', 'g++'], packages: ['python3', 'make', 'g++'] },
  { needs: ['chromium'], packages: ['chromium'] },
];

/** @param {string[]} command */
export function run(command, options = {}) {
  const { env, quiet, ...rest } = options;
  const result = spawnSync(command[0], command.slice(1), {
    cwd: ROOT,
    stdio: quiet
      ? ['ignore', 'pipe', 'pipe']
      : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, ...env },
    ...rest,
  });
  return { ok: result.status === 0, status: result.status ?? 1, ...result };
}

/** The command that runs a TypeScript file of this repository. */
export function typeScript(file, args = []) {
  return [
    process.execPath,
    '--require',
    '@backstage/cli/config/nodeTransform.cjs',
    join(ROOT, file),
    ...args,
  ];
}

/** Runs a TypeScript file of this repository. */
export function runTypeScript(file, args = [], options = {}) {
  return run(typeScript(file, args), options);
}

/** The same for what stays up: whoever stops this process stops that one. */
export async function followTypeScript(file, args = []) {
  const [command, ...rest] = typeScript(file, args);
  const child = spawn(command, rest, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  // A signal to npm alone ends npm and tells nobody: then our parent changes.
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) child.kill('SIGTERM');
    }, 500);
    watch.unref();
  }
  const [status] = await nextEvent(child, 'exit');
  return status ?? 1;
}

export function yarnCommand(args) {
  return ['npx', '--yes', '--package', YARN, 'yarn', ...args];
}

export function yarn(args, options = {}) {
  return run(yarnCommand(args), options);
}

/** What a command wrote, both streams as they came, and whether it ended well. */
export async function runBuffered([program, ...args]) {
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts = [];
  child.stdout.on('data', part => parts.push(part));
  child.stderr.on('data', part => parts.push(part));
  const [status] = await nextEvent(child, 'close');
  return { ok: status === 0, output: Buffer.concat(parts).toString('utf8') };
}

/** @param {{ app?: boolean }} options - whether the built app is needed */
export function setUp(options = {}) {
  checkNode();
  installPrograms();
  installDependencies();
  if (options.app ?? true) buildApp();
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function step(what) {
  process.stdout.write(`· ${what}\n`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (
    major < MINIMUM_NODE[0] ||
    (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])
  ) {
    fail(
      `Node ${process.versions.node} is too old: Node 20.19 or newer is needed.`,
    );
  }
  // better-sqlite3 12 crashes there (nodejs/node#65446).
  if (major > 24 || (major === 24 && minor >= 19)) {
    process.stdout.write(
      `! Node ${process.versions.node} crashes SQLite's driver; use Node 22, or PostgreSQL.\n`,
    );
  }
}

function onPath(program) {
  return (process.env.PATH ?? '')
    .split(':')
    .some(folder => folder && existsSync(join(folder, program)));
}

function installPrograms() {
  const missing = PROGRAMS.filter(p => !p.needs.every(onPath));
  const packages = missing.flatMap(p => p.packages);
  if (packages.length === 0) return;
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const mayInstall =
    onPath('apt-get') &&
    (prefix.length === 0 || run([...prefix, 'true'], { quiet: true }).ok);
  const hint = `Install what is missing: apt-get install ${packages.join(' ')}`;
  if (!mayInstall) fail(hint);

  step(`installing ${packages.join(', ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = run([...prefix, 'apt-get', 'update'], { quiet: true, env });
  const services = missing.flatMap(p => p.service ?? []);
  const install = withoutServices(services, prefix, () =>
    run(
      [
        ...prefix,
        'apt-get',
        'install',
        '--yes',
        '--no-install-recommends',
        ...packages,
      ],
      { quiet: true, env },
    ),
  );
  if (!install.ok) fail(`${update.stderr}${install.stderr}${hint}`);
}

/**
 * Debian starts and enables what it installs. Where systemd runs, the services are
 * masked meanwhile (until the next boot at the latest) and disabled afterwards;
 * elsewhere, in containers, Debian's images start nothing.
 */
function withoutServices(services, prefix, install) {
  if (services.length === 0 || !existsSync('/run/systemd/system')) {
    return install();
  }
  const systemctl = (...args) =>
    run(
      [...prefix, 'systemctl', ...args, ...services.map(s => `${s}.service`)],
      {
        quiet: true,
      },
    );
  systemctl('mask', '--runtime');
  try {
    return install();
  } finally {
    systemctl('unmask', '--runtime');
    systemctl('disable');
  }
}

/** Fingerprint of files, by their content. */
function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** Runs `work` unless it was done for this very content. */
function once(stamp, content, work) {
  const path = join(ROOT, stamp);
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  work();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function installDependencies() {
  const files = run(
    ['git', 'ls-files', 'yarn.lock', '.yarnrc.yml', '*package.json'],
    { quiet: true },
  ).stdout.split('\n');
  const content = `${fingerprint(files.filter(Boolean))} ${process.version}`;
  once('node_modules/.slo-scout-installed', content, () => {
    step('installing dependencies (about two minutes)');
    // Node's own headers, so that native modules build without a download.
    const prefix = resolve(process.execPath, '../..');
    const headers = existsSync(join(prefix, 'include/node/node.h'));
    const result = yarn(['install', '--immutable'], {
      quiet: true,
      env: headers ? { npm_config_nodedir: prefix } : {},
    });
    if (!result.ok) fail(`${result.stdout}${result.stderr}`);
  });
}

function buildApp() {
  const files = run(
    [
      'git',
      'ls-files',
      '--cached',
      '--others',
      '--exclude-standard',
      'packages/app',
      'plugins/slo-scout',
      'plugins/slo-scout-common',
      'yarn.lock',
    ],
    { quiet: true },
  ).stdout.split('\n');
  const present = files.filter(f => f && existsSync(join(ROOT, f)));
  once('packages/app/dist/.slo-scout-built', fingerprint(present), () => {
    step('building the app');
    const result = yarn(['workspace', 'app', 'build'], { quiet: true });
    if (!result.ok) fail(`${result.stdout}${result.stderr}`);
  });
}
