import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type * as DryRun from '../dryRun';

/** A piece of the engine's source and what stands in its place. */
export interface Mutation {
  file: string;
  from: string;
  to: string;
}

const FOLDER = path.join(__dirname, '..');
const compiled = new Map<string, string>();

/** The engine, loaded from its sources, with some pieces exchanged. */
export function loadEngine(...mutations: Mutation[]): typeof DryRun {
  const loaded = new Map<string, object>();
  const load = (name: string): object => {
    const known = loaded.get(name);
    if (known) return known;
    const exports = {};
    loaded.set(name, exports);
    // eslint-disable-next-line no-new-func
    new Function('exports', 'require', javascriptOf(name, mutations))(
      exports,
      (wanted: string) =>
        wanted.startsWith('./') ? load(wanted.slice(2)) : outside(wanted),
    );
    return exports;
  };
  return load('dryRun') as typeof DryRun;
}

/** What is not of this folder is the real thing. */
function outside(wanted: string): object {
  return require(wanted.startsWith('.') ? path.join(FOLDER, wanted) : wanted);
}

function javascriptOf(name: string, mutations: Mutation[]): string {
  const own = mutations.filter(({ file }) => file === `${name}.ts`);
  if (own.length > 0) return compile(own.reduce(exchange, sourceOf(name)));
  const known = compiled.get(name) ?? compile(sourceOf(name));
  compiled.set(name, known);
  return known;
}

function exchange(source: string, { file, from, to }: Mutation): string {
  const parts = source.split(from);
  if (parts.length !== 2) {
    throw new Error(`“${from}” stands ${parts.length - 1} times in ${file}`);
  }
  return parts.join(to);
}

function sourceOf(name: string): string {
  return readFileSync(path.join(FOLDER, `${name}.ts`), 'utf8');
}

function compile(source: string): string {
  return transpileModule(source, {
    compilerOptions: {
      module: ModuleKind.CommonJS,
      target: ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  }).outputText;
}
