/**
 * npm run bench: measures, prints, and writes docs/performance.md;
 * npm run bench -- --only generate: measures some phases, and only prints.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { stopAllChildren } from 'testbed';
import { judge } from './expectations';
import { machineFacts } from './machine';
import { judgeDryRun, measureDryRun } from './measureDryRun';
import { measurePhases, PHASES } from './measurePhases';
import { measureWholeWay } from './measureWholeWay';
import type { PhaseName } from './phases';
import {
  besideTable,
  generationTable,
  phasesTable,
  renderExpectation,
  renderReport,
} from './report';

const FOLDER = resolve('.demo/bench');
const PAGE = resolve('docs/performance.md');
const BEGIN = '<!-- bench: written by `npm run bench`, do not edit -->';
const END = '<!-- bench: end -->';

const started = performance.now();

function say(what: string) {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(`${seconds.padStart(4)} s  ${what}\n`);
}

/** Puts the report between the marks; what people wrote around them stays. */
function writePage(report: string) {
  const page = existsSync(PAGE)
    ? readFileSync(PAGE, 'utf8')
    : `# Performance\n\n${BEGIN}\n${END}\n`;
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${PAGE} has lost its marks`);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${report}\n\n${END}${after}`);
}

/** Phases whose names begin with what `--only` says; undefined without it. */
function chosenPhases(args: string[]): PhaseName[] | undefined {
  if (args.length === 0) return undefined;
  const [option, begin] = args;
  const chosen = PHASES.filter(name => begin && name.startsWith(begin));
  if (option !== '--only' || args.length !== 2 || chosen.length === 0) {
    throw new Error(
      `npm run bench -- [--only <phase>]. Phases: ${PHASES.join(', ')}.`,
    );
  }
  return chosen;
}

/** A look at a few phases: the page keeps what the whole bench wrote. */
async function measureOnly(phases: PhaseName[]) {
  const rows = await measurePhases(FOLDER, say, phases);
  const tables = [phasesTable(rows)];
  if (phases.includes('generate_services')) tables.push(generationTable(rows));
  for (const phase of phases) {
    const beside = rows.some(row => row.phase === phase && row.beside);
    if (beside) tables.push(besideTable(rows, phase));
  }
  process.stdout.write(`\n${tables.join('\n\n')}\n`);
}

async function measureAll() {
  const machine = await machineFacts();
  const phases = await measurePhases(FOLDER, say);
  const exactDryRuns = await measureDryRun(FOLDER, say);
  const wholeWay = await measureWholeWay(FOLDER, say);
  const expectations = [
    ...judge(phases, wholeWay),
    ...judgeDryRun(exactDryRuns),
  ];
  const date = new Date().toISOString().slice(0, 10);
  const report = renderReport({
    date,
    machine,
    phases,
    exactDryRuns,
    wholeWay,
    expectations,
  });
  writePage(report);
  say('done');
  process.stdout.write(`\n${report}\n\n`);
  for (const expectation of expectations) {
    process.stdout.write(`${renderExpectation(expectation)}\n`);
  }
}

async function main() {
  const chosen = chosenPhases(process.argv.slice(2));
  mkdirSync(FOLDER, { recursive: true });
  rmSync(join(FOLDER, 'phase-git'), { recursive: true, force: true });
  await (chosen ? measureOnly(chosen) : measureAll());
}

main()
  .catch(error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  })
  .finally(() => stopAllChildren());
