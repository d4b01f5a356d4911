/**
 * Puts `templates/runbook/runbook.yaml` into the backend, which has to find it
 * when it is installed as a package too. A test fails where this was forgotten:
 *
 *     node --require @backstage/cli/config/nodeTransform.cjs scripts/templates.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '..');
const source = 'templates/runbook/runbook.yaml';
const target =
  'plugins/slo-scout-backend/src/generators/runbook/defaultTemplate.ts';

const template = readFileSync(resolve(root, source), 'utf8');
const escaped = template
  .replaceAll('\\', '\\\\')
  .replaceAll('`', '\\`')
  .replaceAll('${', '\\${');
writeFileSync(
  resolve(root, target),
  `// Copied from ${source} by scripts/templates.ts: change it there.\n` +
    `export const defaultTemplate = \`${escaped}\`;\n`,
);
