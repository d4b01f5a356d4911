import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { format } from 'prettier';

/**
 * Writes `openapi.yaml` as the module that the router enforces. With `--check`
 * it only says whether the module is up to date.
 */
const folder = join(__dirname, '../plugins/slo-scout-backend');
const generated = join(folder, 'src/openapi/generated.ts');

const spec = parse(readFileSync(join(folder, 'openapi.yaml'), 'utf8'));
const text = format(
  `// Written by scripts/openapi.ts from openapi.yaml. Do not edit.
export const spec = ${JSON.stringify(spec, null, 2)} as const;
`,
  { parser: 'typescript', singleQuote: true, trailingComma: 'all' },
);

if (process.argv.includes('--check')) {
  if (readFileSync(generated, 'utf8') !== text) {
    process.stderr.write('openapi.yaml changed: run yarn openapi\n');
    process.exit(1);
  }
} else {
  writeFileSync(generated, text);
}
