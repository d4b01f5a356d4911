import type { VerdictStatus } from '@slo-scout/backstage-plugin-slo-scout-common';
import { type PrometheusClient, PrometheusError } from '../../prometheus';
import { notMeasurable, refuseCostlyExact } from './exactSeries';
import { isOfTheQuestion } from './isOfTheQuestion';
import { type Finding, judge } from './judge';
import { Lookups, UndecidedError } from './Lookups';
import {
  type NamedSlo,
  type Question,
  type Role,
  questionsOf,
} from './questions';

export interface VerifyRequest {
  slos: NamedSlo[];
  /** Instance that measures the environment; undefined where none is configured. */
  client: PrometheusClient | undefined;
  /** Unix seconds. */
  now: number;
  /** Most series that the queries of an SLO with `accuracy: exact` may read. */
  exactMaxSeries: number;
  /** Default: 30 s. */
  deadlineMs?: number;
  /** The caller gives up. */
  signal?: AbortSignal;
}

/** What Prometheus knows of the names that SLOs use. */
export interface Verification {
  status: Exclude<VerdictStatus, 'failed'>;
  /** What leaves an SLO's recording rules unproven. */
  doubts: Array<{ slo_id: string; message: string }>;
  /** What is good to know, doubts too, in sentences that name the SLO. */
  notes: string[];
  /** One sentence for people who wait. */
  detail: string;
  /** Why nothing may be generated: `accuracy: exact` of too many series. */
  refusal?: string;
}

const DEADLINE_MS = 30_000;

/**
 * Looks every metric and label that the SLOs name up in Prometheus. Rejects only
 * when the caller gives up; whatever else happens is a doubt.
 */
export async function verify(request: VerifyRequest): Promise<Verification> {
  const { slos, client, now, signal } = request;
  if (!client) {
    return notVerified(
      request,
      'no Prometheus is configured for this environment',
    );
  }
  const deadlineMs = request.deadlineMs ?? DEADLINE_MS;
  const deadline = AbortSignal.timeout(deadlineMs);
  const stop = new AbortController();
  const lookups = new Lookups(
    client,
    now,
    AbortSignal.any([deadline, stop.signal, ...(signal ? [signal] : [])]),
  );
  try {
    const judged = await Promise.all(
      slos.map(async slo => ({ slo, findings: await judgeSlo(slo, lookups) })),
    );
    const refusal = await refuseCostlyExact(
      slos,
      lookups,
      request.exactMaxSeries,
    );
    return { ...summary(judged, client), ...(refusal ? { refusal } : {}) };
  } catch (error) {
    stop.abort();
    signal?.throwIfAborted();
    if (deadline.aborted) {
      return notVerified(
        request,
        `Prometheus ${client.name} did not answer all questions within ${
          deadlineMs / 1000
        } s`,
      );
    }
    if (error instanceof PrometheusError) {
      return notVerified(request, error.message);
    }
    throw error;
  }
}

interface SaidFinding {
  doubt: boolean;
  message: string;
}

interface JudgedSlo {
  slo: NamedSlo;
  findings: SaidFinding[];
}

const ROLES: Record<Role, string> = {
  total: 'all events',
  value: 'measured value',
  good: 'good events',
  bad: 'bad events',
};

async function judgeSlo(
  slo: NamedSlo,
  lookups: Lookups,
): Promise<SaidFinding[]> {
  const answers = await Promise.all(
    questionsOf(slo).map(async question => ({
      role: question.role,
      findings: await judgeOrDoubt(question, lookups),
    })),
  );
  const said = new Map<string, SaidFinding>();
  for (const { role, findings } of answers) {
    for (const { doubt, fact, remark } of findings) {
      // What is missing for all events is missing for the bad ones too.
      if (said.has(fact)) continue;
      const words = [fact, ...(remark ? [remark] : [])].join(' ');
      const message = `${slo.name}, ${ROLES[role]}: ${words}`;
      said.set(fact, { doubt, message });
    }
  }
  return [...said.values()];
}

/** What concerns this question alone does not end the others. */
async function judgeOrDoubt(
  question: Question,
  lookups: Lookups,
): Promise<Finding[]> {
  try {
    return await judge(question, lookups);
  } catch (error) {
    const own = error instanceof UndecidedError || isOfTheQuestion(error);
    if (!own) throw error;
    const fact = `${question.text} could not be looked up: ${
      (error as Error).message
    }`;
    return [{ doubt: true, fact }];
  }
}

function summary(
  judged: JudgedSlo[],
  client: PrometheusClient,
): Omit<Verification, 'refusal'> {
  const doubts = judged.flatMap(({ slo, findings }) =>
    findings
      .filter(finding => finding.doubt)
      .map(({ message }) => ({ slo_id: slo.id, message })),
  );
  const notes = judged.flatMap(({ findings }) =>
    findings.map(finding => finding.message),
  );
  if (doubts.length > 0) {
    const [{ message }, ...others] = doubts;
    const more = others.length > 0 ? ` And ${others.length} more.` : '';
    return { status: 'inconclusive', doubts, notes, detail: message + more };
  }
  return {
    status: 'passed',
    doubts,
    notes,
    detail: `Every metric and label is in Prometheus ${client.name}`,
  };
}

function notVerified(request: VerifyRequest, reason: string): Verification {
  const sentence = `Not verified: ${reason.replace(/\.$/, '')}.`;
  const exact = request.slos.find(slo => slo.accuracy === 'exact');
  return {
    status: 'inconclusive',
    doubts: request.slos.map(slo => ({ slo_id: slo.id, message: sentence })),
    notes: [
      `${sentence} Whether the metrics and labels of the SLOs exist is unknown.`,
    ],
    detail: sentence,
    ...(exact ? { refusal: notMeasurable(exact, reason) } : {}),
  };
}
