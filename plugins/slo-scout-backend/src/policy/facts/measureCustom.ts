import type {
  Measurement,
  PolicyFacts,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { CustomInvariant } from '../invariants';

const TIMEOUT_MS = 5_000;

/**
 * What the invariants of modules measure themselves, side by side. One that fails
 * or takes too long leaves its figure unknown.
 */
export async function measureCustom(
  invariants: readonly CustomInvariant[],
  facts: PolicyFacts,
  timeoutMs = TIMEOUT_MS,
): Promise<PolicyFacts['measured']> {
  const measured = await Promise.all(
    invariants.flatMap(invariant =>
      invariant.measure
        ? [
            measureOne(invariant, facts, timeoutMs).then(
              value => [invariant.id, value] as const,
            ),
          ]
        : [],
    ),
  );
  return Object.fromEntries(measured);
}

async function measureOne(
  invariant: CustomInvariant,
  facts: PolicyFacts,
  timeoutMs: number,
): Promise<Measurement<unknown>> {
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new Error(`no answer within ${timeoutMs / 1000} s`)),
    );
  });
  try {
    const { value, source } = await Promise.race([
      invariant.measure!(facts, { signal }),
      late,
    ]);
    // Through JSON, so that what is judged is what is stored.
    return { value: JSON.parse(JSON.stringify(value ?? null)), source };
  } catch (error) {
    return {
      value: null,
      source: invariant.id,
      unknown_reason: `it could not be measured: ${(error as Error).message}`,
    };
  }
}
