/** npm run bench: measures, prints, and writes docs/performance.md. */
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
import { measurePhases } from './measurePhases';
import { measureWholeWay } from './measureWholeWay';
import { renderExpectation, renderReport } from './report';

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

async function main() {
  mkdirSync(FOLDER, { recursive: true });
  rmSync(join(FOLDER, 'phase-git'), { recursive: true, force: true });
  const machine = await machineFacts();
  const phases = await measurePhases(FOLDER, say);
  const wholeWay = await measureWholeWay(FOLDER, say);
  const expectations = judge(phases, wholeWay);
  const date = new Date().toISOString().slice(0, 10);
  const report = renderReport({
    date,
    machine,
    phases,
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

main()
  .catch(error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  })
  .finally(() => stopAllChildren());
