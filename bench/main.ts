/**
 * npm run bench: measures, prints, and writes docs/performance.md;
 * npm run bench -- --only generate: measures some of it, and only prints.
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
import {
  judgeMeasurements,
  measureMeasurements,
  measurementTable,
} from './measureMeasurements';
import { measurePhases, PHASES } from './measurePhases';
import { judgeTab, tabSizeLine, tabTable } from './measureTab';
import { measureTabAlone, measureWholeWay } from './measureWholeWay';
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

/** What is no phase, and can be looked at alone. */
const PARTS = {
  tab: async () => {
    const tab = await measureTabAlone(FOLDER, say);
    return [
      tabSizeLine(tab),
      tabTable(tab),
      ...judgeTab(tab).map(renderExpectation),
    ];
  },
  measurements: async () => {
    const figures = await measureMeasurements(FOLDER, say);
    return [
      measurementTable(figures),
      ...judgeMeasurements(figures).map(renderExpectation),
    ];
  },
};

type PartName = keyof typeof PARTS;

const NAMES = [...PHASES, ...(Object.keys(PARTS) as PartName[])];

/** What begins with what `--only` says; undefined without it. */
function chosenNames(args: string[]): Array<PhaseName | PartName> | undefined {
  if (args.length === 0) return undefined;
  const [option, begin] = args;
  const chosen = NAMES.filter(name => begin && name.startsWith(begin));
  if (option !== '--only' || args.length !== 2 || chosen.length === 0) {
    throw new Error(
      `npm run bench -- [--only <part>]. Parts: ${NAMES.join(', ')}.`,
    );
  }
  return chosen;
}

/** A look at some of it: the page keeps what the whole bench wrote. */
async function measureOnly(names: Array<PhaseName | PartName>) {
  const phases = PHASES.filter(name => names.includes(name));
  const tables = phases.length > 0 ? await measureOnlyPhases(phases) : [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (names.includes(name as PartName)) tables.push(...(await part()));
  }
  process.stdout.write(`\n${tables.join('\n\n')}\n`);
}

async function measureOnlyPhases(phases: PhaseName[]): Promise<string[]> {
  const rows = await measurePhases(FOLDER, say, phases);
  const tables = [phasesTable(rows)];
  if (phases.includes('generate_services')) tables.push(generationTable(rows));
  for (const phase of phases) {
    const beside = rows.some(row => row.phase === phase && row.beside);
    if (beside) tables.push(besideTable(rows, phase));
  }
  return tables;
}

async function measureAll() {
  const machine = await machineFacts();
  const phases = await measurePhases(FOLDER, say);
  const exactDryRuns = await measureDryRun(FOLDER, say);
  const measurements = await measureMeasurements(FOLDER, say);
  const wholeWay = await measureWholeWay(FOLDER, say);
  const expectations = [
    ...judge(phases, wholeWay),
    ...judgeDryRun(exactDryRuns),
    ...judgeTab(wholeWay.tab),
    ...judgeMeasurements(measurements),
  ];
  const date = new Date().toISOString().slice(0, 10);
  const report = renderReport({
    date,
    machine,
    phases,
    exactDryRuns,
    measurements,
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
  const chosen = chosenNames(process.argv.slice(2));
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
