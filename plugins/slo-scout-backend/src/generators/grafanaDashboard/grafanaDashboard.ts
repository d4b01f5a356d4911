import {
  AnnotationQuery,
  AnnotationQueryBuilder,
  AnnotationTargetBuilder,
  CustomVariableBuilder,
  Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { prepare, Prepared } from '../prepare';
import { headerLines } from '../ruleFile';
import type { ArtifactGenerator, GeneratorInput } from '../types';
import { DATASOURCE, PANELS_PER_SLO, SLO_HEIGHT, sloRow } from './panels';
import { firingQuery } from './queries';

/** Number of the dashboard JSON of Grafana 10.4. */
const SCHEMA_VERSION = 39;

/** One Grafana dashboard of all SLOs of a service. */
export const grafanaDashboard: ArtifactGenerator = {
  type: 'grafana_dashboard',
  generate(input) {
    const prepared = prepare(input);
    const dashboard = buildDashboard(input, prepared);
    return {
      files: [
        {
          type: 'grafana_dashboard',
          path: prepared.dashboardPath,
          content: `${JSON.stringify(dashboard, null, 2)}\n`,
          slo_ids: prepared.ids,
        },
      ],
      notes: [],
    };
  },
};

function buildDashboard(input: GeneratorInput, prepared: Prepared): Dashboard {
  const { name } = input.service;
  const builder = new DashboardBuilder(`${name} SLOs (${input.environment})`)
    .uid(prepared.dashboardUid)
    // JSON has no comments: the header of the other files stands here.
    .description(headerLines(prepared.slos).join('\n'))
    .tags(['slo', 'slo-scout', name])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-7d', to: 'now' })
    .refresh('1m')
    .variables(variables(input, prepared));
  if (input.target.entityUrl) {
    builder.link(
      new DashboardLinkBuilder('Service')
        .type(DashboardLinkType.Link)
        .icon('external link')
        .tooltip('The service in the portal')
        .url(input.target.entityUrl)
        .targetBlank(true),
    );
  }
  prepared.slos.forEach((slo, index) => {
    const firstId = index * PANELS_PER_SLO + 1;
    const { row, panels } = sloRow(slo, firstId, index * SLO_HEIGHT);
    builder.withRow(row);
    panels.forEach(panel => builder.withPanel(panel));
  });
  return {
    ...builder.build(),
    annotations: { list: annotations() },
    schemaVersion: SCHEMA_VERSION,
  };
}

function variables(input: GeneratorInput, prepared: Prepared) {
  const { name } = input.service;
  const environment = input.environment;
  const [first] = prepared.slos;
  return [
    new DatasourceVariableBuilder('datasource')
      .label('Data source')
      .type('prometheus'),
    new CustomVariableBuilder('service')
      .label('Service')
      // A comma would begin another value.
      .values(name.replaceAll(',', '\\,'))
      .current({ selected: true, text: name, value: name })
      .options([{ selected: true, text: name, value: name }]),
    new QueryVariableBuilder('environment')
      .label('Environment')
      .datasource(DATASOURCE)
      .query(
        `label_values(${first.names.total}{service="$service"}, environment)`,
      )
      .current({ selected: true, text: environment, value: environment })
      .refresh(VariableRefresh.OnDashboardLoad)
      .sort(VariableSort.AlphabeticalAsc),
  ];
}

/** Deployments, as whoever deploys tells Grafana of them, and firing alerts. */
function annotations(): AnnotationQuery[] {
  const deployments = new AnnotationQueryBuilder()
    .name('Deployments')
    .datasource({ type: 'grafana', uid: '-- Grafana --' })
    .enable(true)
    .iconColor('blue')
    .target(
      new AnnotationTargetBuilder()
        .limit(100)
        .matchAny(false)
        .tags(['deployment', '$service', '$environment'])
        .type('tags'),
    )
    .build();
  const alerts = new AnnotationQueryBuilder()
    .name('Firing alerts')
    .datasource(DATASOURCE)
    .enable(true)
    .iconColor('red')
    .expr(firingQuery())
    .build();
  // Fields of the Prometheus data source, which the SDK's type leaves out.
  const named = {
    step: '60s',
    titleFormat: '{{alertname}}',
    tagKeys: 'slo,severity',
  };
  return [deployments, { ...alerts, ...named }];
}
