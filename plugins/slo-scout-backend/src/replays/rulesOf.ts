import { budgetsOf } from '../artifacts/budgetsOf';
import { generateFiles } from '../generators';
import type { GeneratorInput } from '../generators/types';
import {
  type AlertRule,
  type BudgetSource,
  readRuleFile,
  type RecordingRule,
} from '../validators/dryRun';

/** What a dry run needs of the rules of SLOs, and what the generators said. */
export interface OurRules {
  alerts: Map<string, AlertRule[]>;
  recordings: RecordingRule[];
  budgets: BudgetSource[];
  notes: string[];
}

/** The rules of SLOs as they would be generated. Throws `GenerationRefused`. */
export function rulesOf(
  input: GeneratorInput,
  types: Array<'recording_rule' | 'alert_rule'> = [
    'recording_rule',
    'alert_rule',
  ],
): OurRules {
  // Whatever they are wrapped in for the target, the rules are the same.
  const plain = { ...input, target: { ...input.target, format: undefined } };
  const { files, notes } = generateFiles(plain, types);
  const read = files.map(({ path, content }) => ({
    path,
    ...readRuleFile(content),
  }));
  return {
    alerts: new Map(
      read
        .filter(file => file.alerts.length > 0)
        .map(file => [file.path, file.alerts]),
    ),
    recordings: read.flatMap(file => file.recordings),
    budgets: budgetsOf(plain),
    notes,
  };
}
