import { PrometheusError } from './PrometheusError';
import { numberOf, scanMatrix } from './scanMatrix';
import type {
  InstantSample,
  LabelAnswer,
  MetricMetadata,
  RangeSeries,
} from './types';

/** What came back, before anyone believed that it is from Prometheus. */
export interface RawAnswer {
  status: number;
  contentType: string;
  /** Where the answer sends us, for 3xx. */
  location?: string;
  text: string;
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): Json | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The first words that a person would see of an HTML or text answer. */
function excerpt(text: string): string {
  const words = text
    .slice(0, 4096)
    .replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > 160 ? `${words.slice(0, 160)}…` : words;
}

/** Prometheus' `errorType` in our words. */
function kindOfErrorType(errorType: unknown, status: number) {
  switch (errorType) {
    case 'bad_data':
      return 'bad_query';
    case 'execution':
      return 'unprocessable';
    case 'timeout':
    case 'canceled':
      return 'timeout';
    default:
      if (status === 400) return 'bad_query';
      return status === 422 ? 'unprocessable' : 'http';
  }
}

function refuseForeignAnswer(who: string, answer: RawAnswer): never {
  const { status, contentType, location, text } = answer;
  const what = contentType || 'no content type';
  if (status >= 300 && status < 400) {
    throw new PrometheusError(
      'not_prometheus',
      `${who} redirects (HTTP ${status}) to ${
        location ?? 'nowhere'
      }. Configure the address and credentials that answer without a redirect.`,
    );
  }
  const said = excerpt(text);
  const words = said ? `: “${said}”` : ' and an empty body';
  if (status === 401 || status === 403) {
    throw new PrometheusError(
      'http',
      `${who} refused us with HTTP ${status}${words}. Check the credentials and tenant header of this instance.`,
    );
  }
  if (status < 300 || status === 404) {
    throw new PrometheusError(
      'not_prometheus',
      `${who} does not speak Prometheus' API there: it answered HTTP ${status} with ${what}${words}. Check the url of this instance.`,
    );
  }
  throw new PrometheusError(
    'http',
    `${who} answered HTTP ${status} with ${what}${words}`,
    undefined,
    status,
  );
}

/** A successful answer of Prometheus' API. Throws `PrometheusError` for anything else. */
function readSuccess(who: string, answer: RawAnswer): Json {
  const body = parseJson(answer.text);
  if (body?.status === 'error') {
    const message =
      typeof body.error === 'string' && body.error
        ? body.error
        : `HTTP ${answer.status} without a message`;
    throw new PrometheusError(
      kindOfErrorType(body.errorType, answer.status),
      message,
    );
  }
  if (answer.status >= 300 || body?.status !== 'success') {
    return refuseForeignAnswer(who, answer);
  }
  return body;
}

/** What a server warns of beside its answer. */
export function warningsIn({ warnings }: Json): string[] {
  return Array.isArray(warnings) ? warnings.map(String) : [];
}

/** The `data` of an answer that is an object. Throws `PrometheusError` for anything else. */
export function readAnswer(who: string, answer: RawAnswer): Json {
  const { data } = readSuccess(who, answer);
  return isObject(data) ? data : refuseForeignAnswer(who, answer);
}

/** Reads the answer of `/api/v1/labels` and `/api/v1/label/…/values`. */
export function readStrings(
  who: string,
  answer: RawAnswer,
  limit: number,
): LabelAnswer {
  const body = readSuccess(who, answer);
  const { data } = body;
  if (!Array.isArray(data)) {
    return refuseForeignAnswer(who, answer);
  }
  return {
    values: data.slice(0, limit).map(String),
    complete: warningsIn(body).length === 0 && data.length < limit,
  };
}

/** Reads the data of `/api/v1/metadata`; of several targets the first one counts. */
export function readMetadata(data: Json): Map<string, MetricMetadata> {
  return new Map(
    Object.entries(data).flatMap(([name, said]) => {
      const first: unknown = Array.isArray(said) ? said[0] : undefined;
      if (!isObject(first)) return [];
      const { type, help } = first;
      return [[name, { type: String(type ?? ''), help: String(help ?? '') }]];
    }),
  );
}

function readPoint(who: string, point: unknown): [number, number] {
  if (
    Array.isArray(point) &&
    typeof point[0] === 'number' &&
    typeof point[1] === 'string'
  ) {
    const value = numberOf(point[1]);
    if (value !== undefined) return [point[0], value];
  }
  throw new PrometheusError(
    'not_prometheus',
    `${who} sent a sample that is not [time, "value"]: ${JSON.stringify(
      point,
    )?.slice(0, 80)}`,
  );
}

function readLabels(metric: unknown): Record<string, string> {
  const labels: Record<string, string> = {};
  if (isObject(metric)) {
    for (const [name, value] of Object.entries(metric)) {
      labels[name] = String(value);
    }
  }
  return labels;
}

function refuseHistograms(series: Json): void {
  if (series.histogram !== undefined || series.histograms !== undefined) {
    throw new PrometheusError(
      'bad_query',
      'The query gives native histograms, not numbers. Put histogram_quantile, histogram_fraction or histogram_count around it.',
    );
  }
}

/** Reads an answer of `/api/v1/query_range`, told what it warns of. */
export function readRange(
  who: string,
  answer: RawAnswer,
  onWarning?: (warning: string) => void,
): RangeSeries[] {
  const scanned = answer.status === 200 ? scanMatrix(answer.text) : undefined;
  const body = scanned?.rest ?? readSuccess(who, answer);
  warningsIn(body).forEach(warning => onWarning?.(warning));
  return scanned?.series ?? readMatrix(who, readAnswer(who, answer));
}

/** Reads the data of `/api/v1/query_range`. */
export function readMatrix(who: string, data: Json): RangeSeries[] {
  if (data.resultType !== 'matrix' || !Array.isArray(data.result)) {
    throw new PrometheusError(
      'not_prometheus',
      `${who} answered a range query with ${String(
        data.resultType,
      )}, expected matrix`,
    );
  }
  return data.result.filter(isObject).map(series => {
    refuseHistograms(series);
    const values = Array.isArray(series.values) ? series.values : [];
    const points = values.map(point => readPoint(who, point));
    return {
      metric: readLabels(series.metric),
      times: Float64Array.from(points, ([time]) => time),
      values: Float64Array.from(points, ([, value]) => value),
    };
  });
}

/** Reads the data of `/api/v1/query`; a scalar is one sample without labels. */
export function readVector(who: string, data: Json): InstantSample[] {
  if (data.resultType === 'scalar') {
    const [time, value] = readPoint(who, data.result);
    return [{ metric: {}, time, value }];
  }
  if (data.resultType !== 'vector' || !Array.isArray(data.result)) {
    throw new PrometheusError(
      'bad_query',
      `The query gives a ${String(
        data.resultType,
      )}, but an instant vector or a scalar is needed here`,
    );
  }
  return data.result.filter(isObject).map(sample => {
    refuseHistograms(sample);
    const [time, value] = readPoint(who, sample.value);
    return { metric: readLabels(sample.metric), time, value };
  });
}

/** Prometheus' own count of the samples that a query read; others may not have one. */
export function readSamplesRead(data: Json): number | undefined {
  const stats = isObject(data.stats) ? data.stats : {};
  const samples = isObject(stats.samples) ? stats.samples : {};
  const read = samples.totalQueryableSamples;
  return typeof read === 'number' && read >= 0 ? read : undefined;
}
