import { expect, test } from '@playwright/test';
import { signIn } from './portal';
import { measureTabSize, MOST_KB } from './tab';

test(`the tab loads at most ${MOST_KB} kB of its own, no editor and no chart`, async ({
  page,
}) => {
  await signIn(page, 'sre');
  const { kb, scripts, modules, heavy } = await measureTabSize(page);
  test.info().annotations.push({
    type: 'size',
    description: `${kb.toFixed(1)} kB gzip in ${scripts.length} scripts`,
  });
  // The tab is among them, so the names mean something.
  expect(modules.some(name => name.includes('/SlosTab/'))).toBe(true);
  expect(heavy).toEqual([]);
  const list = scripts.map(
    script => `${script.kb.toFixed(1)} kB ${script.file}`,
  );
  expect(kb, list.join('\n')).toBeLessThanOrEqual(MOST_KB);
});
