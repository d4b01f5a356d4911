import { readFileSync, writeFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parse, stringify } from 'yaml';
import { input, slo } from './generators/__fixtures__/paymentsApi';
import { generateRules, groupsOf } from './generators/__testUtils__/rules';
import { readDocuments } from './slos/documents';
import { checkRules } from './testing/promtool';

// The page shows people what to write and what comes out: this holds it to
// that. After a wanted change write its rules again, and read the difference:
//
//     UPDATE_GOLDEN=1 yarn workspace @slo-scout/backstage-plugin-slo-scout-backend \
//       test --watchAll=false src/sliKinds
const page = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  '../../docs/sli-kinds.md',
);

const FENCE = '```';

/** A document of the page and the block of rules that follows it. */
interface Example {
  name: string;
  document: string;
  rules: string;
}

function examples(): Example[] {
  const blocks = readFileSync(page, 'utf8')
    .split(`${FENCE}yaml\n`)
    .slice(1)
    .map(text => text.split(FENCE)[0]);
  return blocks.flatMap((document, index) =>
    document.startsWith('apiVersion:')
      ? [
          {
            name: parse(document).metadata.name,
            document,
            rules: blocks[index + 1],
          },
        ]
      : [],
  );
}

function filesOf(document: string): Record<string, string> {
  const { slos, warnings } = readDocuments(document, {
    service: 'payments-api',
  });
  expect(warnings).toEqual([]);
  const { files } = generateRules(input(slos.map(draft => slo(draft))));
  return Object.fromEntries(
    files.map(file => [file.path.split('/').at(-1)!, file.content]),
  );
}

const SHOWN = /^job:|BurnRate6h$|BudgetExhausted$/;

/** What of the rules stands on the page. */
function shownRules(document: string): string {
  const rules = Object.values(filesOf(document))
    .flatMap(groupsOf)
    .flatMap(group => group.rules)
    .filter(rule => SHOWN.test(rule.record ?? rule.alert ?? ''))
    .map(({ record, alert, expr }) => ({
      ...(record ? { record } : { alert }),
      expr,
    }));
  return stringify(rules, { lineWidth: 0, singleQuote: true });
}

if (process.env.UPDATE_GOLDEN) {
  const text = examples().reduce(
    (whole, { document, rules }) =>
      whole.replace(
        `${document}${FENCE}\n\n${FENCE}yaml\n${rules}`,
        () => `${document}${FENCE}\n\n${FENCE}yaml\n${shownRules(document)}`,
      ),
    readFileSync(page, 'utf8'),
  );
  writeFileSync(page, text);
}

describe('docs/sli-kinds.md', () => {
  it('has an example of each kind', () => {
    expect(examples().map(({ name }) => name)).toEqual([
      'payment-success',
      'availability-by-region',
      'fast-checkout',
      'fast-checkout-native',
      'targets-answer',
      'error-share',
      'checkout-p95',
      'good-minutes',
      'worth-of-minutes',
      'payment-success-exact',
    ]);
  });

  it.each(examples().map(e => [e.name, e] as const))(
    '%s gives the rules that it shows, and promtool takes them',
    async (_, { document, rules }) => {
      expect(rules).toBe(shownRules(document));
      const { exitCode } = await checkRules(filesOf(document));
      expect(exitCode).toBe(0);
    },
  );
});
