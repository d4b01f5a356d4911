import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { LRUCache } from 'lru-cache';
import { generateFiles } from '../../generators';
import { input, slo } from '../../generators/__fixtures__/paymentsApi';
import { readDocuments } from '../../slos/documents/readDocuments';
import { checkRuleTests } from '../ruleTests';

jest.setTimeout(600_000);

const vectors = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  '../../../shared/vectors',
);

/** SLOs that others wrote for Sloth and Pyrra; documents that are refused are tested where they are read. */
function importable(folder: string): Slo[] {
  return readdirSync(join(vectors, folder))
    .filter(name => /\.ya?ml$/.test(name))
    .flatMap(name => {
      try {
        const text = readFileSync(join(vectors, folder, name), 'utf8');
        return readDocuments(text).slos;
      } catch {
        return [];
      }
    })
    .map((draft, index) =>
      // The same SLO stands in several of the examples.
      slo({ ...draft, name: `${draft.name}_${index}` }),
    );
}

describe('rule tests of SLOs that others wrote', () => {
  if (!existsSync(vectors)) {
    it('are absent: the folder ../shared/vectors beside the repository', () => {
      // eslint-disable-next-line no-console
      console.warn(`NOT TESTED with SLOs of others: ${vectors} is absent`);
      expect(existsSync(vectors)).toBe(false);
    });
    return;
  }

  it.each([
    ['sloth', 9],
    ['pyrra', 8],
  ])('%s: every alert has one, and it passes', async (folder, count) => {
    const slos = importable(folder);
    expect(slos).toHaveLength(count);
    const { files, notes } = generateFiles(input(slos), [
      'recording_rule',
      'alert_rule',
      'rule_test',
    ]);
    expect(notes.filter(note => /\btest\b/.test(note))).toEqual([]);
    const tests = files.filter(file => file.type === 'rule_test');
    const rules = files.filter(file => file.type !== 'rule_test');
    expect(tests).toHaveLength(
      rules.flatMap(({ content }) => content.match(/- alert:/g) ?? []).length,
    );
    const verdicts = await checkRuleTests(
      { tests, rules },
      {
        promtoolPath: 'promtool',
        timeoutMs: 600_000,
        cache: new LRUCache({ max: 1 }),
      },
    );
    expect([...verdicts].filter(([, v]) => v.status !== 'passed')).toEqual([]);
  });
});
