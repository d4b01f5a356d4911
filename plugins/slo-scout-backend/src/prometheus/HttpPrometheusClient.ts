import pLimit from 'p-limit';
import { type Dispatcher, request } from 'undici';
import { PrometheusError } from './PrometheusError';
import {
  type RawAnswer,
  readAnswer,
  readMetadata,
  readRange,
  readSamplesRead,
  readStrings,
  readVector,
} from './answer';
import { askPatiently } from './askPatiently';
import { joinChunks, splitRange } from './chunks';
import { type LoadedGroup, readLoadedGroups } from './loadedRules';
import { readServerFacts, type ServerFacts } from './serverFacts';
import type {
  InstantSample,
  MeasuredQuery,
  LabelAnswer,
  LabelRequest,
  MetricMetadata,
  PrometheusClient,
  RangeRequest,
  RangeSeries,
} from './types';

/** How one instance is reached. */
export interface HttpPrometheusClientOptions {
  name: string;
  /** Address without credentials; a path prefix is kept. */
  url: string;
  headers?: Record<string, string>;
  /** Parameters of every query, for stores that know more than Prometheus. */
  params?: Record<string, string>;
  /** Holds the TLS material. Default: undici's global dispatcher. */
  dispatcher?: Dispatcher;
  /** For one request, its queueing not counted. Default: 30 s. */
  timeoutMs?: number;
  /** Of one answer. Default: 64 MB. */
  maxResponseBytes?: number;
  /** Requests at the same time. Default: 4. */
  concurrency?: number;
  /** Default: below Prometheus' limit of 11,000. */
  maxChunkPoints?: number;
}

const VERSION_TTL_MS = 5 * 60 * 1000;
/** A server that is slow to say what it is may still answer queries. */
const FACTS_TIMEOUT_MS = 5000;
const MEGABYTE = 1024 * 1024;
/** Of an answer to a look-up: some hundred thousand names. */
const MAX_LABEL_BYTES = 16 * MEGABYTE;

/** One request: a form is posted, a query string is not. */
interface Question {
  path: string;
  form?: URLSearchParams;
  search?: URLSearchParams;
  maxBytes?: number;
  /** Default: that of the client. */
  timeoutMs?: number;
  signal: AbortSignal | undefined;
}

/** Prometheus' HTTP API v1 over undici, with limits on time, size and concurrency. */
export class HttpPrometheusClient implements PrometheusClient {
  readonly name: string;
  readonly url: string;
  readonly #options: HttpPrometheusClientOptions;
  readonly #limit: ReturnType<typeof pLimit>;
  #version: { value: string; readAt: number } | undefined;
  #facts: { value: ServerFacts; readAt: number } | undefined;

  constructor(options: HttpPrometheusClientOptions) {
    this.name = options.name;
    this.url = options.url.replace(/\/+$/, '');
    this.#options = options;
    this.#limit = pLimit(options.concurrency ?? 4);
  }

  async version(signal?: AbortSignal): Promise<string> {
    const known = this.#version;
    if (known && Date.now() - known.readAt < VERSION_TTL_MS) {
      return known.value;
    }
    const data = await this.#call({ path: 'status/buildinfo', signal });
    if (typeof data.version !== 'string') {
      throw new PrometheusError(
        'not_prometheus',
        `${this.#who} does not say its version`,
      );
    }
    this.#version = { value: data.version, readAt: Date.now() };
    return data.version;
  }

  async facts(signal?: AbortSignal): Promise<ServerFacts> {
    const known = this.#facts;
    if (known && Date.now() - known.readAt < VERSION_TTL_MS) {
      return known.value;
    }
    const timeoutMs = FACTS_TIMEOUT_MS;
    const value = await readServerFacts({
      status: what => this.#call({ path: `status/${what}`, timeoutMs, signal }),
      value: async (expr, time) => {
        const form = this.#form({ query: expr, time: String(time) });
        const question = { path: 'query', form, timeoutMs, signal };
        const answer = await this.#call(question);
        return readVector(this.#who, answer)[0]?.value;
      },
    });
    signal?.throwIfAborted();
    // Of a server that was away nothing is known, and it may come back.
    if (Object.keys(value).length > 0) {
      this.#facts = { value, readAt: Date.now() };
    }
    return value;
  }

  async query(
    expr: string,
    options: { time?: number; signal?: AbortSignal } = {},
  ): Promise<InstantSample[]> {
    const form = this.#form({ query: expr });
    if (options.time !== undefined) {
      form.set('time', String(options.time));
    }
    const { signal } = options;
    const data = await this.#call({ path: 'query', form, signal });
    return readVector(this.#who, data);
  }

  async measure(expr: string, signal?: AbortSignal): Promise<MeasuredQuery> {
    const form = this.#form({ query: expr, stats: 'all' });
    const data = await this.#call({ path: 'query', form, signal });
    return {
      samples: readVector(this.#who, data),
      samplesRead: readSamplesRead(data),
    };
  }

  async queryRange(expr: string, range: RangeRequest): Promise<RangeSeries[]> {
    const chunks = splitRange(range, this.#options.maxChunkPoints);
    // One failed chunk makes the answer useless: the others need not go on.
    const stop = new AbortController();
    const signal = anySignal(stop.signal, range.signal);
    const { step, onWarning } = range;
    try {
      const answers = await Promise.all(
        chunks.map(chunk =>
          askPatiently({ ...chunk, step }, signal, part =>
            this.#askRange(expr, { ...part, onWarning, signal }),
          ),
        ),
      );
      return joinChunks(answers.flat());
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  }

  async #askRange(
    expr: string,
    { start, end, step, signal, onWarning }: RangeRequest,
  ): Promise<RangeSeries[]> {
    const form = this.#form({
      query: expr,
      start: String(start),
      end: String(end),
      step: String(step),
    });
    const answer = await this.#ask({ path: 'query_range', form, signal });
    return readRange(this.#who, answer, onWarning);
  }

  async labelNames(of: LabelRequest): Promise<LabelAnswer> {
    return this.#lookUp({ path: 'labels', form: lookUpForm(of) }, of);
  }

  async labelValues(label: string, of: LabelRequest): Promise<LabelAnswer> {
    const path = `label/${encodeURIComponent(label)}/values`;
    return this.#lookUp({ path, search: lookUpForm(of) }, of);
  }

  async metadata(signal?: AbortSignal): Promise<Map<string, MetricMetadata>> {
    const search = new URLSearchParams({ limit_per_metric: '1' });
    const maxBytes = MAX_LABEL_BYTES;
    return readMetadata(
      await this.#call({ path: 'metadata', search, maxBytes, signal }),
    );
  }

  async rules(signal?: AbortSignal): Promise<LoadedGroup[]> {
    const data = await this.#call({ path: 'rules', signal });
    return readLoadedGroups(this.#who, data);
  }

  /** Ours come last: no parameter of the instance may change a question. */
  #form(parameters: Record<string, string>): URLSearchParams {
    return new URLSearchParams({ ...this.#options.params, ...parameters });
  }

  async #lookUp(
    question: Pick<Question, 'path' | 'form' | 'search'>,
    { limit, signal }: LabelRequest,
  ): Promise<LabelAnswer> {
    const answer = await this.#ask({
      ...question,
      maxBytes: MAX_LABEL_BYTES,
      signal,
    });
    return readStrings(this.#who, answer, limit);
  }

  get #who(): string {
    return `Prometheus “${this.name}” (${this.url})`;
  }

  async #call(question: Question) {
    return readAnswer(this.#who, await this.#ask(question));
  }

  async #ask(question: Question): Promise<RawAnswer> {
    return this.#limit(async () => {
      question.signal?.throwIfAborted();
      return this.#send(question);
    });
  }

  async #send(question: Question): Promise<RawAnswer> {
    const { path, form, search, signal } = question;
    const timeoutMs = question.timeoutMs ?? this.#options.timeoutMs ?? 30_000;
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const query = search ? `?${search}` : '';
      const response = await request(`${this.url}/api/v1/${path}${query}`, {
        method: form ? 'POST' : 'GET',
        headers: {
          accept: 'application/json',
          ...this.#options.headers,
          ...(form && {
            'content-type': 'application/x-www-form-urlencoded',
          }),
        },
        body: form?.toString(),
        dispatcher: this.#options.dispatcher,
        signal: anySignal(deadline, signal),
      });
      return {
        status: response.statusCode,
        contentType: headerValue(response.headers['content-type']) ?? '',
        location: headerValue(response.headers.location),
        text: await this.#readBody(response.body, question.maxBytes),
      };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof PrometheusError) {
        throw error;
      }
      if (deadline.aborted || isTimeout(error)) {
        throw new PrometheusError(
          'timeout',
          `${this.#who} did not answer within ${timeoutMs / 1000} s`,
          error,
        );
      }
      throw new PrometheusError(
        'unreachable',
        `${this.#who} cannot be reached: ${reasonOf(error)}`,
        error,
      );
    }
  }

  async #readBody(
    body: Dispatcher.ResponseData['body'],
    atMost = Infinity,
  ): Promise<string> {
    const limit = Math.min(
      this.#options.maxResponseBytes ?? 64 * MEGABYTE,
      atMost,
    );
    const parts: Buffer[] = [];
    let size = 0;
    // Leaving the loop early destroys the stream and its connection.
    for await (const part of body) {
      const bytes = Buffer.from(part);
      size += bytes.length;
      if (size > limit) {
        throw new PrometheusError(
          'too_large',
          `${this.#who} sent more than ${Math.round(
            limit / MEGABYTE,
          )} MB for one query. Aggregate the expression or shorten the range.`,
        );
      }
      parts.push(bytes);
    }
    return Buffer.concat(parts).toString('utf8');
  }
}

/** Prometheus before 2024 does not know `limit` and answers with all. */
function lookUpForm({ match, start, end, limit }: LabelRequest) {
  return new URLSearchParams({
    ...(match === undefined ? {} : { 'match[]': match }),
    start: String(start),
    end: String(end),
    limit: String(limit),
  });
}

function anySignal(
  own: AbortSignal,
  given: AbortSignal | undefined,
): AbortSignal {
  return given ? AbortSignal.any([own, given]) : own;
}

function headerValue(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function isTimeout(error: unknown): boolean {
  const code = errorCode(error);
  return code.startsWith('UND_ERR_') && code.endsWith('_TIMEOUT');
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The words of an error of the network, which for several addresses are in `errors`. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return reasonOf(error.errors[0]);
  }
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.message || errorCode(error) || error.name;
}
