/**
 * Puts the templates of `templates/runbook` into the backend, which has to find
 * them when it is installed as a package too. A test fails where this was forgotten:
 *
 *     node --require @backstage/cli/config/nodeTransform.cjs scripts/templates.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '..');
const sources = {
  defaultTemplate: 'templates/runbook/runbook.yaml',
  defaultPageTemplate: 'templates/runbook/page.md.mustache',
};
const target =
  'plugins/slo-scout-backend/src/generators/runbook/defaultTemplates.ts';

const exported = Object.entries(sources).map(([name, source]) => {
  const escaped = readFileSync(resolve(root, source), 'utf8')
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${');
  return `/** Copied from ${source} by scripts/templates.ts: change it there. */\nexport const ${name} = \`${escaped}\`;\n`;
});
writeFileSync(resolve(root, target), exported.join('\n'));
