import { generateFiles } from '../../../generators';
import { slo as approved } from '../../../generators/__fixtures__/paymentsApi';
import type { DraftSlo } from '../types';

/**
 * Recording and alerting rules of drafts, as files by name. The environment stands
 * in the names of files and groups, so that several can be loaded together.
 */
export function ruleFilesOf(
  drafts: DraftSlo[],
  environment = 'production',
): Record<string, string> {
  const { files } = generateFiles(
    {
      service: {
        entity_ref: 'component:default/shop',
        name: 'shop',
        owner: 'group:default/sre',
        namespace: 'default',
      },
      environment,
      target: {
        name: environment,
        repo: 'example/observability',
        branch: 'main',
        directory: '',
        fileUrl: path => `https://git.example.com/${path}`,
      },
      slos: drafts.map(draft =>
        approved({ ...draft, entity_ref: 'component:default/shop' }),
      ),
    },
    ['recording_rule', 'alert_rule'],
  );
  return Object.fromEntries(
    files
      .filter(({ content }) => /^groups:$/m.test(content))
      .map(({ path, content }) => [
        `${environment}_${path.replaceAll('/', '_')}`,
        content.replace(/- name: shop/g, `- name: ${environment}_shop`),
      ]),
  );
}
