/** What goes wrong, before or after the work was done. @public */
export type FaultEffect =
  | {
      kind: 'status';
      status: number;
      headers?: Record<string, string>;
      message?: string;
      when?: 'before' | 'after';
    }
  | { kind: 'drop'; when?: 'before' | 'after' }
  | { kind: 'slow'; ms: number }
  /** Changes the answer before it is checked against the API's description. */
  | { kind: 'alter'; change: (body: unknown) => unknown };

/** @public */
export interface FaultRule {
  effect: FaultEffect;
  method?: string;
  /** Part of the request's path, or an expression for it. Default: any. */
  path?: string | RegExp;
  /** How many matching requests it hits. Default: 1. */
  times?: number;
  /** How many matching requests it lets through first. Default: 0. */
  skip?: number;
}

/** Faults that can be set while the host runs. @public */
export class Faults {
  #rules: Array<FaultRule & { times: number; skip: number }> = [];

  /** Adds a rule behind those that are set already. */
  add(rule: FaultRule): void {
    this.#rules.push({ ...rule, times: rule.times ?? 1, skip: rule.skip ?? 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Rules that were set and have not been used up. */
  get pending(): number {
    return this.#rules.length;
  }

  /** The effect for this request, if any; counts it as used. @internal */
  take(method: string, path: string): FaultEffect | undefined {
    for (const rule of this.#rules) {
      if (!matches(rule, method, path)) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.times -= 1;
      this.#rules = this.#rules.filter(({ times }) => times > 0);
      return rule.effect;
    }
    return undefined;
  }
}

function matches(rule: FaultRule, method: string, path: string): boolean {
  if (rule.method && rule.method.toUpperCase() !== method) return false;
  if (rule.path === undefined) return true;
  return typeof rule.path === 'string'
    ? path.includes(rule.path)
    : rule.path.test(path);
}

/** GitHub's and GitLab's 429, with the seconds to wait. @public */
export function rateLimited(retryAfterSeconds: number): FaultEffect {
  return {
    kind: 'status',
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    message: 'API rate limit exceeded',
  };
}

/** GitHub's 403 for too many writes in a short time. @public */
export function secondaryRateLimited(retryAfterSeconds: number): FaultEffect {
  return {
    kind: 'status',
    status: 403,
    headers: { 'retry-after': String(retryAfterSeconds) },
    message:
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  };
}

/** 500 before the work, or after it was done and can be seen. @public */
export function serverError(when: 'before' | 'after' = 'before'): FaultEffect {
  return { kind: 'status', status: 500, message: 'Server Error', when };
}
