/**
 * Imports go down only (docs/architecture.md):
 * router -> services -> validators, policy -> generators, promql, prometheus -> common.
 */
const backend = 'plugins/slo-scout-backend/src';
const tests = '(\\.test\\.tsx?$|__testUtils__|/testing/|/e2e-tests/)';

/** Layers of the backend from the top; a folder may import its own layer and those below. */
const layers = [
  ['router', 'actions', 'jobs'],
  [
    'artifacts',
    'gitops',
    'slos',
    'audit',
    'governance',
    'replays',
    'definition',
    'measurements',
    'dashboards',
  ],
  ['validators', 'policy'],
  ['generators', 'prometheus'],
  ['promql'],
];

const upwards = layers.flatMap((folders, level) =>
  level === 0
    ? []
    : [
        {
          name: `${folders.join('-')}-import-nothing-above`,
          severity: 'error',
          comment: 'A lower layer must not know a higher one.',
          from: {
            path: `^${backend}/(${folders.join('|')})(/|\\.ts$)`,
            pathNot: tests,
          },
          to: {
            path: `^${backend}/(${layers
              .slice(0, level)
              .flat()
              .join('|')})(/|\\.ts$)`,
          },
        },
      ],
);

module.exports = {
  forbidden: [
    ...upwards,
    {
      name: 'generators-are-pure',
      severity: 'error',
      comment:
        'No clock, no I/O, no randomness: the same input gives the same bytes.',
      from: {
        path: `^${backend}/(generators|promql)/`,
        pathNot: tests,
      },
      to: { path: '^(node:)?(fs|http|https|net|child_process|os|timers)(/|$)' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment:
        'A cycle of modules at run time has no order that a reader could follow.',
      from: {},
      to: {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    },
    {
      name: 'common-stands-alone',
      severity: 'error',
      comment: 'Both sides read the contract; it knows neither.',
      from: { path: '^plugins/slo-scout-common/' },
      to: { path: '^(plugins/(?!slo-scout-common/)|packages/)' },
    },
    {
      name: 'frontend-and-backend-apart',
      severity: 'error',
      comment: 'They meet in slo-scout-common and over HTTP.',
      from: { path: '^plugins/slo-scout/' },
      to: { path: '^plugins/(slo-scout-backend|slo-scout-node)/' },
    },
    {
      name: 'plugins-without-testbed',
      severity: 'error',
      comment: 'The testbed is for tests, demo and benches.',
      from: { path: '^plugins/', pathNot: tests },
      to: { path: '^packages/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-types|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      mainFields: ['main', 'types'],
    },
  },
};
