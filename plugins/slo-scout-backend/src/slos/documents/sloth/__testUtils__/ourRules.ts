import { generateFiles } from '../../../../generators';
import { slo as approved } from '../../../../generators/__fixtures__/paymentsApi';
import type { DraftSlo } from '../../types';

export type Accuracy = 'default' | 'exact';

/** Our rules; the environment tells the two accuracies apart. */
export function ourFiles(
  drafts: DraftSlo[],
  accuracy: Accuracy,
): Record<string, string> {
  const { files: made } = generateFiles(
    {
      service: {
        entity_ref: 'component:default/shop',
        name: 'shop',
        owner: 'group:default/sre',
        namespace: 'default',
      },
      environment: accuracy,
      target: {
        name: accuracy,
        repo: 'example/observability',
        branch: 'main',
        directory: '',
        fileUrl: path => `https://git.example.com/${path}`,
      },
      slos: drafts.map(draft =>
        approved({
          ...draft,
          entity_ref: 'component:default/shop',
          ...(accuracy === 'exact' ? { accuracy } : {}),
        }),
      ),
    },
    ['recording_rule', 'alert_rule'],
  );
  return Object.fromEntries(
    made
      .filter(({ content }) => /^groups:$/m.test(content))
      .map(({ path, content }) => [
        `${accuracy}_${path.replaceAll('/', '_')}`,
        // Names of groups must differ between files only by the file; order is by name.
        content.replace(/- name: shop/g, `- name: ${accuracy}_shop`),
      ]),
  );
}
