import type {
  Artifact,
  DryRunResult,
  GenerateResult,
  VerdictStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { ValidationFailedError } from '../errors';
import { verdict, type Zod } from './fields';

/** More of one file are counted, not listed: an agent reads all it is given. */
const MOST_ERRORS = 20;

/** What a dry run found, without every single firing. */
export function dryRunSchema(z: Zod) {
  return z.object({
    verdict: verdict(z),
    reason: z.string().optional(),
    exact: z
      .boolean()
      .describe('Whether every evaluation of Prometheus was replayed.'),
    range_days: z.number().describe('How many days of history were replayed.'),
    coverage: z
      .number()
      .describe('Share of the evaluations that had data, 0 to 1.'),
    firings: z.number().describe('How often alerts would have fired, in all.'),
    alerts_per_month: z.number(),
    alerts: z.array(
      z.object({
        alert: z.string(),
        firings: z.number(),
        longest_seconds: z.number(),
        night_share: z
          .number()
          .optional()
          .describe('Share that began between 22:00 and 06:00, 0 to 1.'),
        reason: z
          .string()
          .optional()
          .describe('Why it was not replayed to the end; not all are counted.'),
      }),
    ),
  });
}

export function describeDryRun(result: DryRunResult) {
  return {
    verdict: result.verdict,
    reason: result.reason,
    exact: result.exact,
    range_days: result.range_days,
    coverage: result.coverage,
    firings: result.historical_trigger_count,
    alerts_per_month: result.alerts_per_month,
    alerts: result.alerts.map(({ alert, firings, statistics, reason }) => ({
      alert,
      firings: firings.length,
      longest_seconds: Math.max(0, ...firings.map(f => f.duration_seconds)),
      night_share: statistics?.night_share,
      reason,
    })),
  };
}

export function filesSchema(z: Zod) {
  return z.object({
    verdict: verdict(z).describe(
      'The worst of all files. failed: nothing can be approved; read errors, change the SLO and generate again. inconclusive means that it could not be checked: not passed, and it cannot be approved either where promtool was away.',
    ),
    files: z.array(
      z.object({
        id: z
          .string()
          .describe(
            'Id for explain-refusal and request-approval, once stored.',
          ),
        type: z.string(),
        path: z.string().describe('Path in the GitOps repository.'),
        verdict: verdict(z),
        errors: z.array(
          z.object({ validator: z.string(), message: z.string() }),
        ),
        dry_run: dryRunSchema(z).optional(),
        content: z.string().optional(),
      }),
    ),
    notes: z
      .array(z.string())
      .describe('What was left out or is doubted, and why.'),
  });
}

/** The result in files and verdicts; a failed generation is a result as well. */
export async function describeFiles(
  generated: Promise<GenerateResult>,
  options: { withContent?: boolean } = {},
) {
  const { artifacts, notes } = await generated.catch(failedFiles);
  return {
    verdict: worstOf(artifacts.map(file => file.validation_status)),
    files: artifacts.map(file => ({
      id: file.id,
      type: file.type,
      path: file.path,
      verdict: file.validation_status,
      errors: errorsOf(file),
      dry_run: file.dry_run_result
        ? describeDryRun(file.dry_run_result)
        : undefined,
      content: options.withContent ? file.content : undefined,
    })),
    notes,
  };
}

function failedFiles(
  error: unknown,
): Pick<GenerateResult, 'artifacts' | 'notes'> {
  if (!(error instanceof ValidationFailedError)) throw error;
  return error.extras as Pick<GenerateResult, 'artifacts' | 'notes'>;
}

function errorsOf({ validation_errors: errors }: Artifact) {
  const told = errors
    .slice(0, MOST_ERRORS)
    .map(({ validator, message, path }) => ({
      validator,
      message: path ? `${path}: ${message}` : message,
    }));
  const more = errors.length - told.length;
  return more > 0
    ? [...told, { validator: 'all', message: `${more} more are not listed.` }]
    : told;
}

/** Nothing generated is nothing checked. */
function worstOf(verdicts: VerdictStatus[]): VerdictStatus {
  if (verdicts.includes('failed')) return 'failed';
  if (verdicts.length === 0 || verdicts.includes('inconclusive')) {
    return 'inconclusive';
  }
  return 'passed';
}
