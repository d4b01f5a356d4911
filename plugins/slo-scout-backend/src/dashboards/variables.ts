/** `$name`, `${name}`, `${name:format}` and `[[name]]`, as Grafana writes variables. */
const VARIABLE = /\$(\w+)|\$\{(\w+)(?::\w+)?\}|\[\[(\w+)\]\]/g;

/** A scrape comes at least this often; Grafana takes it where a data source says nothing. */
const SCRAPE_SECONDS = 15;

/** The variables that Grafana knows by itself, of a dashboard's range and step. */
export function builtIns(
  rangeSeconds: number,
  stepSeconds: number,
): Record<string, string> {
  return {
    __range: `${rangeSeconds}s`,
    __range_s: String(rangeSeconds),
    __range_ms: String(rangeSeconds * 1000),
    __interval: `${stepSeconds}s`,
    __interval_ms: String(stepSeconds * 1000),
    __rate_interval: `${Math.max(
      stepSeconds + SCRAPE_SECONDS,
      4 * SCRAPE_SECONDS,
    )}s`,
  };
}

/** The text with each known variable filled in; unknown ones stay as they are. */
export function fillIn(text: string, values: Record<string, string>): string {
  return text.replace(
    VARIABLE,
    (whole, plain?: string, braced?: string, bracketed?: string) => {
      const name = plain ?? braced ?? bracketed ?? '';
      return Object.hasOwn(values, name) ? values[name] : whole;
    },
  );
}

/** The name of a series in the legend: `{{label}}` filled in; its labels without a format. */
export function legendOf(
  format: string,
  labels: Record<string, string>,
): string {
  if (format !== '') {
    return format
      .replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (_, label) => labels[label] ?? '')
      .trim();
  }
  const { __name__: name = '', ...rest } = labels;
  const pairs = Object.entries(rest).map(([k, v]) => `${k}="${v}"`);
  return pairs.length > 0 ? `${name}{${pairs.join(', ')}}` : name;
}
