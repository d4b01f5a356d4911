import {
  SEVERITIES,
  type Severity,
  type SloEvidence,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { tryParseDuration } from '../../promql';
import { Findings, listed, shown } from './Findings';
import type { Mapping } from './Mapping';

const SEVERITY = 'slo-scout.io/severity';
export const ACCURACY = 'slo-scout.io/accuracy';
export const ALERT_FOR = 'slo-scout.io/alert-for';
export const CAPSULES = 'slo-scout.io/capsules';
export const TRACES = 'slo-scout.io/traces';

export interface Metadata {
  name: string;
  displayName?: string;
  labels?: Record<string, unknown>;
  annotations?: Record<string, string>;
}

/** What documents say of an SLO in labels and annotations. */
export interface Marks {
  severity: Severity;
  evidence?: SloEvidence;
  accuracy?: 'exact';
  alert_for?: string;
}

type Labels = Mapping<Record<string, unknown>>;

/**
 * Reads our annotations and the label `severity`; undefined after a fault.
 *
 * @param labels - where the label may stand; the first one that has it counts
 */
export function readMarks(
  {
    annotations,
    labels,
  }: {
    annotations?: Mapping<Record<string, string>>;
    labels: Array<Labels | undefined>;
  },
  findings: Findings,
): Marks | undefined {
  const severity = annotations?.has(SEVERITY)
    ? severityOf(annotations as unknown as Labels, SEVERITY, findings)
    : severityOf(
        labels.find(mapping => mapping?.has('severity')),
        'severity',
        findings,
      );
  const accuracy = annotations?.take(ACCURACY);
  if (annotations && accuracy !== undefined && accuracy !== 'exact') {
    findings.fault(
      annotations.at(ACCURACY),
      `${shown(accuracy)} is not known. Write exact, or leave it out.`,
    );
    return undefined;
  }
  const alertFor = annotations?.take(ALERT_FOR);
  if (annotations && alertFor !== undefined && !isWait(alertFor)) {
    findings.fault(
      annotations.at(ALERT_FOR),
      `${shown(alertFor)} is not a wait. Write whole minutes from 1m to 1h.`,
    );
    return undefined;
  }
  const evidence = {
    capsule_ids: idsOf(annotations?.take(CAPSULES)),
    trace_ids: idsOf(annotations?.take(TRACES)),
  };
  const linked = evidence.capsule_ids.length + evidence.trace_ids.length > 0;
  return (
    severity && {
      severity,
      ...(linked ? { evidence } : {}),
      ...(accuracy === 'exact' ? { accuracy } : {}),
      ...(alertFor === undefined ? {} : { alert_for: alertFor }),
    }
  );
}

function isWait(text: string): boolean {
  const minutes = (tryParseDuration(text) ?? NaN) / 60_000;
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= 60;
}

function severityOf(
  mapping: Labels | undefined,
  key: string,
  findings: Findings,
): Severity | undefined {
  if (!mapping) return 'high';
  const value = mapping.take(key);
  const severity = SEVERITIES.find(known => known === value);
  if (!severity) {
    findings.fault(
      mapping.at(key),
      `${shown(value)} is not one of ${listed([...SEVERITIES])}.`,
    );
  }
  return severity;
}

function idsOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map(id => id.trim())
    .filter(id => id !== '');
}
