/** One step of the main job, as it stands in `.demo/report.json`. */
export interface StepResult {
  name: string;
  ok: boolean;
  ms: number;
  detail: string;
}

/** Runs named steps in order, prints each, and goes on only while all is well. */
export class Steps {
  readonly results: StepResult[] = [];

  get ok(): boolean {
    return this.results.every(step => step.ok);
  }

  /** @param work - resolves with a sentence for people, or rejects with the reason */
  async run(name: string, work: () => Promise<string>): Promise<boolean> {
    if (!this.ok) return false;
    const started = performance.now();
    const result = await work().then(
      detail => ({ ok: true, detail }),
      error => ({ ok: false, detail: (error as Error).message }),
    );
    const ms = Math.round(performance.now() - started);
    this.results.push({ name, ms, ...result });
    process.stdout.write(
      `${result.ok ? '✓' : '✗'} ${name.padEnd(34)} ${String(ms).padStart(
        6,
      )} ms  ${result.detail}\n`,
    );
    return result.ok;
  }
}

export function expect(
  condition: boolean,
  otherwise: string,
): asserts condition {
  if (!condition) throw new Error(otherwise);
}
