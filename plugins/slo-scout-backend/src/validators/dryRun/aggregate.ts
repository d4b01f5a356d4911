import { labelKey } from '../../prometheus';
import { pickLabels } from './matching';
import type { Aggregation } from './operators';
import {
  emptySeries,
  type Grid,
  type Labels,
  type Series,
  type Vector,
} from './vector';

/** `sum by (labels) (…)` and the like. */
export function aggregate(
  operator: Aggregation,
  by: boolean,
  named: string[],
  vector: Vector,
  grid: Grid,
): Vector {
  const groups = new Map<string, { labels: Labels; members: Series[] }>();
  for (const series of vector) {
    const labels = pickLabels(series.labels, { on: by, labels: named }, true);
    const key = labelKey(labels);
    const group = groups.get(key) ?? { labels, members: [] };
    group.members.push(series);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, members }) =>
    aggregateGroup(operator, labels, members, grid),
  );
}

function aggregateGroup(
  operator: Aggregation,
  labels: Labels,
  members: Series[],
  grid: Grid,
): Series {
  const result = emptySeries(labels, grid);
  const { values, present } = result;
  for (let i = 0; i < grid.count; i++) {
    let count = 0;
    let folded = 0;
    for (const member of members) {
      if (member.present[i] === 0) continue;
      const value = member.values[i];
      folded = count === 0 ? value : foldInto(operator, folded, value);
      count++;
    }
    if (count === 0) continue;
    present[i] = 1;
    values[i] = finishGroup(operator, folded, count);
  }
  return result;
}

function foldInto(operator: Aggregation, folded: number, value: number) {
  switch (operator) {
    case 'min':
      return value < folded || Number.isNaN(folded) ? value : folded;
    case 'max':
      return value > folded || Number.isNaN(folded) ? value : folded;
    default:
      return folded + value;
  }
}

function finishGroup(operator: Aggregation, folded: number, count: number) {
  switch (operator) {
    case 'avg':
      return folded / count;
    case 'count':
      return count;
    case 'group':
      return 1;
    default:
      return folded;
  }
}
