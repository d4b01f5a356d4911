import type { LabelChange } from './operators';
import type { TickFailures } from './TickFailures';
import { joinEqual, type Vector } from './vector';

/** `label_replace`: as Prometheus, an empty value removes the label. */
export function replaceLabel(
  vector: Vector,
  change: LabelChange,
  failures: TickFailures,
): Vector {
  const { target, replacement, source, pattern } = change;
  const changed = vector.map(series => {
    const match = pattern.exec(series.labels[source] ?? '');
    if (!match) {
      return series;
    }
    const { [target]: _, ...labels } = series.labels;
    const value = expandGroups(replacement, match);
    if (value !== '') labels[target] = value;
    return { ...series, labels };
  });
  return joinEqual(changed, failures);
}

/** Go's `$1`, `${1}`, `${name}` and `$$`. */
function expandGroups(replacement: string, match: RegExpExecArray): string {
  return replacement.replace(
    /\$(?:(\$)|(\w+)|\{(\w+)\})/g,
    (_, dollar: string, plain: string, braced: string) => {
      if (dollar) return '$';
      const group = plain ?? braced;
      const value = /^\d+$/.test(group)
        ? match[Number(group)]
        : match.groups?.[group];
      return value ?? '';
    },
  );
}
