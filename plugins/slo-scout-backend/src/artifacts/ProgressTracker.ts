import type {
  GenerationStep,
  VerdictStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';

const NAMES: GenerationStep['name'][] = [
  'verify',
  'generate',
  'promtool',
  'rule_tests',
  'schemas',
  'dry_run',
  'store',
];

/** The visible steps of one generation; tells `report` of every change. */
export class ProgressTracker {
  #steps = ProgressTracker.initial();
  readonly #report: (steps: GenerationStep[]) => void;

  constructor(report: (steps: GenerationStep[]) => void) {
    this.#report = report;
  }

  static initial(): GenerationStep[] {
    return NAMES.map(name => ({ name, status: 'pending' }));
  }

  get steps(): GenerationStep[] {
    return this.#steps;
  }

  begin(name: GenerationStep['name'], detail?: string) {
    this.#set(name, { status: 'running', detail });
  }

  end(name: GenerationStep['name'], detail?: string) {
    this.#set(name, { status: 'done', detail });
  }

  /** Ends a step with what its verdicts say, keeping its sentence. */
  judge(name: GenerationStep['name'], verdict: VerdictStatus) {
    if (verdict === 'passed') return;
    const detail = this.#steps.find(step => step.name === name)?.detail;
    this.#set(name, { status: verdict, detail });
  }

  /** What was never begun was not needed: no file of its kind was asked for. */
  finish() {
    for (const { name, status } of this.#steps) {
      if (status === 'pending') this.end(name, 'not needed');
    }
  }

  #set(
    name: GenerationStep['name'],
    change: Pick<GenerationStep, 'status' | 'detail'>,
  ) {
    this.#steps = this.#steps.map(step =>
      step.name === name
        ? {
            name,
            status: change.status,
            ...(change.detail ? { detail: change.detail } : {}),
          }
        : step,
    );
    this.#report(this.#steps);
  }
}
