import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { DocumentError } from './DocumentError';
import { readDocuments } from './readDocuments';

const vectors = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  '..',
  '..',
  '..',
  'shared',
  'vectors',
);

function outcome(file: string): string {
  const text = readFileSync(join(vectors, file), 'utf8');
  try {
    const { slos, warnings } = readDocuments(text);
    return `${slos.length} SLOs, ${warnings.length} warnings`;
  } catch (error) {
    if (error instanceof DocumentError) {
      return error.details.map(d => `${d.path}: ${d.message}`).join('\n');
    }
    throw error;
  }
}

/** Files of others, and a part of what the reader must say of each. */
const expectations: Record<string, string[]> = {
  'openslo/examples/budgeting-method/occurences-slo.yaml': [
    'data source of type "Any" cannot be asked',
  ],
  'openslo/examples/budgeting-method/ratio-timeslices.yaml': [
    'RatioTimeslices is not supported yet',
    'data source of type "Any"',
  ],
  'openslo/examples/budgeting-method/timeslices-slo.yaml': [
    'Calendar windows cannot be said in PromQL',
    'Timeslices is not supported yet',
  ],
  'openslo/examples/treat-low-traffic-as-equally-important/timeslices-slo.yaml':
    ['Timeslices is not supported yet'],
  'openslo/readme-blocks/v1-01-DataSource.yaml': [
    'document[0].kind',
    'document[0].spec: Must be a mapping',
  ],
  'openslo/readme-blocks/v1-02-DataSource.yaml': ['0 SLOs, 1 warnings'],
  'openslo/readme-blocks/v1-03-DataSource.yaml': ['0 SLOs, 1 warnings'],
  'openslo/readme-blocks/v1-04-SLO.yaml': [
    'document[0].spec.objectives',
    'document[0].spec.budgetingMethod',
  ],
  'openslo/readme-blocks/v1-05-fragment.yaml': ['has no apiVersion'],
  'openslo/readme-blocks/v1-06-fragment.yaml': ['has no apiVersion'],
  'openslo/readme-blocks/v1-07-SLI.yaml': ['document[0].spec'],
  'openslo/readme-blocks/v1-08-SLO.yaml': [
    'document[0].spec.timeWindow: This field is required.',
  ],
  'openslo/readme-blocks/v1-12-AlertPolicy.yaml': [''],
  'openslo/readme-blocks/v1-20-Service.yaml': ['0 SLOs, 1 warnings'],
  'openslo/readme-blocks/v2alpha-01-SLO.yaml': [
    '"openslo.com/v2alpha" is not read yet',
  ],
  'sloth/getting-started.yml': ['"prometheus/v1" is not read yet'],
  'sloth/k8s-getting-started.yml': ['"sloth.slok.dev/v1" is not read yet'],
  'sloth/openslo-getting-started.yml': ['"openslo/v1alpha" is not read yet'],
  'pyrra/nginx.yaml': ['"pyrra.dev/v1alpha1" is not read yet'],
};

/** Every document of the folders, read or refused in sentences; never a crash. */
function allFiles(folder: string): string[] {
  return readdirSync(join(vectors, folder), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(name => name.endsWith('.yaml') || name.endsWith('.yml'))
    .map(name => join(folder, name));
}

describe('documents that others wrote', () => {
  if (!existsSync(vectors)) {
    it('are absent: the folder ../shared/vectors beside the repository', () => {
      // eslint-disable-next-line no-console
      console.warn(`NOT TESTED with documents of others: ${vectors} is absent`);
      expect(existsSync(vectors)).toBe(false);
    });
    return;
  }

  it.each(Object.entries(expectations))('%s', (file, parts) => {
    const said = outcome(file);
    for (const part of parts) expect(said).toContain(part);
  });

  it.each(['openslo', 'sloth', 'pyrra'])(
    'every file of %s is read or refused in sentences',
    folder => {
      for (const file of allFiles(folder)) {
        expect(outcome(file)).toMatch(/^(\d+ SLOs|document)/);
      }
    },
  );
});
