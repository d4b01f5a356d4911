import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  GridPos,
  Panel,
  RowBuilder,
  RowPanel,
  Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as GaugeBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import {
  DataqueryBuilder,
  PromQueryFormat,
} from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { objectivePercent } from '../alertRules/annotations';
import { burnRatePairs } from '../alertRules/burnRates';
import { titleOf, within } from '../alertRules/plan';
import { countsOf } from '../indicator/countsOf';
import { indicatorOf } from '../indicator/indicatorOf';
import type { PreparedSlo } from '../prepare';
import {
  breachDurationQuery,
  budgetLeftQuery,
  burnRateQuery,
  lastBreachQuery,
  valueQuery,
} from './queries';

export const DATASOURCE = { type: 'prometheus', uid: '$datasource' };

/** Height of everything that is drawn for one SLO, its row included. */
export const SLO_HEIGHT = 17;
/** Numbers that the panels of one SLO may take. */
export const PANELS_PER_SLO = 5;

type Placed = { id: number; gridPos: GridPos };

/** A row with the SLO's value, burn rate, budget and breaches. */
export function sloRow(
  slo: PreparedSlo,
  firstId: number,
  top: number,
): { row: Builder<RowPanel>; panels: Array<Builder<Panel>> } {
  const at = (offset: number, gridPos: GridPos): Placed => ({
    id: firstId + offset,
    gridPos: { ...gridPos, y: top + gridPos.y },
  });
  const target = `${objectivePercent(slo.slo)} % over ${slo.slo.window}`;
  return {
    row: new RowBuilder(`${titleOf(slo.slo)}: ${target}`)
      .id(firstId)
      .gridPos({ x: 0, y: top, w: 24, h: 1 })
      .collapsed(false),
    panels: [
      valuePanel(slo, at(1, { x: 0, y: 1, w: 10, h: 8 })),
      burnRatePanel(slo, at(2, { x: 10, y: 1, w: 9, h: 8 })),
      budgetPanel(slo, at(3, { x: 19, y: 1, w: 5, h: 8 })),
      breachPanel(slo, at(4, { x: 0, y: 9, w: 24, h: 8 })),
    ],
  };
}

function query(refId: string, expr: string, legend: string): DataqueryBuilder {
  return new DataqueryBuilder()
    .datasource(DATASOURCE)
    .refId(refId)
    .expr(expr)
    .legendFormat(legend);
}

function thresholds(steps: Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(steps);
}

function lines(): GraphThresholdsStyleConfigBuilder {
  return new GraphThresholdsStyleConfigBuilder().mode(
    GraphThresholdsStyleMode.DashedAndArea,
  );
}

function valuePanel(slo: PreparedSlo, { id, gridPos }: Placed): Builder<Panel> {
  const { sli, objective } = slo.slo;
  const goodFrom = sliceTarget(slo);
  const panel = new TimeSeriesBuilder()
    .id(id)
    .gridPos(gridPos)
    .datasource(DATASOURCE)
    .thresholdsStyle(lines())
    .fillOpacity(0)
    .withTarget(query('A', valueQuery(slo), legendOf(slo)).range());
  if (sli.kind !== 'threshold') {
    return panel
      .title('Success ratio')
      .description(shareOf(slo))
      .unit('percentunit')
      .axisSoftMax(1)
      .thresholds(thresholds(limitSteps(goodFrom ?? objective, 'good_above')));
  }
  const good =
    sli.op === 'lt' || sli.op === 'lte' ? 'good_below' : 'good_above';
  return panel
    .title('Measured value')
    .description(`The value should be ${within(sli)}. The line is the limit.`)
    .unit('short')
    .thresholds(thresholds(limitSteps(sli.threshold, good)));
}

/** Share from which a slice of time is good, where slices are what is budgeted. */
function sliceTarget({ slo }: PreparedSlo): number | undefined {
  return slo.budgeting?.method === 'timeslices'
    ? slo.budgeting.target
    : undefined;
}

function shareOf(slo: PreparedSlo): string {
  const { window } = slo.names;
  return sliceTarget(slo) === undefined
    ? `Share of good events over ${window}. The line is the objective.`
    : `Share of good events over a slice of ${window}. From the line on, the slice is good.`;
}

/** Values of a grouped SLO are told apart by their labels. */
function legendOf(slo: PreparedSlo, text = titleOf(slo.slo)): string {
  const groups = indicatorOf(slo).groupedBy.map(label => `{{${label}}}`);
  return [text, ...groups].join(' ');
}

function limitSteps(
  limit: number,
  good: 'good_above' | 'good_below',
): Threshold[] {
  const [low, high] =
    good === 'good_above' ? ['red', 'green'] : ['green', 'red'];
  return [
    { value: null, color: low },
    { value: limit, color: high },
  ];
}

function burnRatePanel(
  slo: PreparedSlo,
  { id, gridPos }: Placed,
): Builder<Panel> {
  const { pairs } = burnRatePairs(slo.slo);
  const fastest = pairs.at(0)?.factor.toNumber();
  return new TimeSeriesBuilder()
    .id(id)
    .gridPos(gridPos)
    .title('Burn rate')
    .description(
      'How many times faster than the objective allows the error budget burns. At 1 it lasts exactly the window.',
    )
    .datasource(DATASOURCE)
    .thresholds(
      thresholds([
        { value: null, color: 'green' },
        { value: 1, color: 'orange' },
        ...(fastest && fastest > 1 ? [{ value: fastest, color: 'red' }] : []),
      ]),
    )
    .thresholdsStyle(lines())
    .fillOpacity(0)
    .min(0)
    .targets([
      query('A', burnRateQuery(slo, '1h'), legendOf(slo, '1h')).range(),
      query('B', burnRateQuery(slo, '6h'), legendOf(slo, '6h')).range(),
      query('C', burnRateQuery(slo, '1d'), legendOf(slo, '1d')).range(),
    ]);
}

function budgetPanel(
  slo: PreparedSlo,
  { id, gridPos }: Placed,
): Builder<Panel> {
  return new GaugeBuilder()
    .id(id)
    .gridPos(gridPos)
    .title('Error budget left')
    .description(
      `What is left of the error budget of ${slo.slo.window}, ${weightOf(
        slo.slo,
      )}. It counts from when the rules were loaded: until they have recorded ${
        slo.slo.window
      }, older failures are missing.`,
    )
    .datasource(DATASOURCE)
    .unit('percentunit')
    .min(0)
    .max(1)
    .noValue('No data')
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .thresholds(
      thresholds([
        { value: null, color: 'red' },
        { value: 0.1, color: 'orange' },
        { value: 0.5, color: 'green' },
      ]),
    )
    .withTarget(
      query('A', budgetLeftQuery(slo), legendOf(slo, 'left')).instant(),
    );
}

function weightOf(slo: Slo): string {
  return countsOf(slo) === 'events'
    ? 'weighted by events'
    : 'each evaluation of the rules weighing the same';
}

function breachPanel(
  slo: PreparedSlo,
  { id, gridPos }: Placed,
): Builder<Panel> {
  const table = (refId: string, expr: string) =>
    query(refId, expr, '').instant().format(PromQueryFormat.Table);
  return new TableBuilder()
    .id(id)
    .gridPos(gridPos)
    .title('Breaches')
    .description(
      'Alerts of this SLO that fired within the range of the dashboard.',
    )
    .datasource(DATASOURCE)
    .noValue('No breach')
    .targets([
      table('A', breachDurationQuery(slo)),
      table('B', lastBreachQuery(slo)),
    ])
    .transformations([
      { id: 'merge', options: {} },
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          indexByName: {
            alertname: 0,
            severity: 1,
            'Value #A': 2,
            'Value #B': 3,
          },
          renameByName: {
            alertname: 'Alert',
            severity: 'Severity',
            'Value #A': 'Fired for',
            'Value #B': 'Fired last',
          },
        },
      },
    ])
    .overrideByName('Fired for', [{ id: 'unit', value: 's' }])
    .overrideByName('Fired last', [{ id: 'unit', value: 'dateTimeAsIso' }]);
}
