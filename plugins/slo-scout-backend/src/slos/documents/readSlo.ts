import {
  SEVERITIES,
  Severity,
  Sli,
  SloEvidence,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { Findings, shown } from './Findings';
import type { Library } from './Library';
import type { OpenSloMetadata, OpenSloObjective, OpenSloSlo } from './openSlo';
import type { DraftSlo, ReadDocument } from './types';
import type { MetricContext } from './readMetric';
import { objectiveName, readTarget } from './readObjective';
import { ReadSli, readSli } from './readSli';
import { readWindow } from './readWindow';

const SEVERITY_ANNOTATION = 'slo-scout.io/severity';
const CAPSULES_ANNOTATION = 'slo-scout.io/capsules';
const TRACES_ANNOTATION = 'slo-scout.io/traces';

interface SloContext {
  document: ReadDocument;
  slo: OpenSloSlo;
  library: Library;
  findings: Findings;
}

/** One SLO for each objective of a document of kind SLO. */
export function readSlo(
  context: SloContext,
): Array<DraftSlo & { path: string }> {
  const { document, slo, library, findings } = context;
  const used = new Set<ReadDocument>();
  const spec = `${document.path}.spec`;
  const { metadata } = document.content;
  const indicator = readIndicator(context, { library, findings, used });
  const window = readWindow(slo, spec, findings);
  const severity = readSeverity(metadata, document.path, findings);
  const evidence = readEvidence(metadata);
  reportUnused(context);
  return slo.objectives.flatMap((objective, index) => {
    const path = `${spec}.objectives[${index}]`;
    const target = readTarget(objective, path, findings);
    const name = objectiveName(metadata.name, slo.objectives, index);
    if (name.length > 63) {
      findings.fault(
        path,
        `The name ${shown(name)} is longer than 63 letters.`,
      );
    }
    reportUnusedOf(objective, path, indicator?.read, findings);
    const sli = indicator && completeSli(indicator, objective, path, findings);
    if (!sli || !window || !severity || target === undefined) return [];
    return [
      {
        path,
        name,
        ...displayName(metadata, objective, slo.objectives.length),
        ...(slo.description ? { description: slo.description } : {}),
        sli,
        objective: target,
        window,
        severity,
        ...(evidence ? { evidence } : {}),
        document: [document, ...used].map(d => d.text).join('---\n'),
      },
    ];
  });
}

function displayName(
  metadata: OpenSloMetadata,
  objective: OpenSloObjective,
  count: number,
): { display_name?: string } {
  const parts = [
    metadata.displayName,
    count > 1 ? objective.displayName : undefined,
  ].filter(part => part !== undefined);
  return parts.length > 0 ? { display_name: parts.join(': ') } : {};
}

interface Indicator {
  name: string;
  read: ReadSli;
}

function readIndicator(
  { document, slo, library, findings }: SloContext,
  metrics: MetricContext,
): Indicator | undefined {
  const spec = `${document.path}.spec`;
  if ((slo.indicator === undefined) === (slo.indicatorRef === undefined)) {
    findings.fault(
      spec,
      slo.objectives.some(o => o.indicator ?? o.indicatorRef)
        ? 'Composite SLOs, with an indicator for each objective, are not read. Write one SLO for each.'
        : 'Give either indicator or indicatorRef.',
    );
    return undefined;
  }
  if (slo.indicator) {
    const read = readSli(slo.indicator.spec, `${spec}.indicator.spec`, metrics);
    const name = slo.indicator.metadata?.name ?? document.content.metadata.name;
    return read && { name, read };
  }
  const name = slo.indicatorRef!;
  const found = library.sli(name);
  if (!found) {
    findings.fault(
      `${spec}.indicatorRef`,
      `There is no SLI ${shown(name)} in the text. Add its document.`,
    );
    return undefined;
  }
  metrics.used.add(found.document);
  const read = readSli(found.sli, `${found.document.path}.spec`, metrics);
  return read && { name, read };
}

function completeSli(
  { name, read }: Indicator,
  objective: OpenSloObjective,
  path: string,
  findings: Findings,
): Sli | undefined {
  if (read.kind === 'ratio') return { ...read, name };
  const { op, value } = objective;
  if (!op) {
    findings.fault(
      `${path}.op`,
      'A thresholdMetric needs op: lt, lte, gt or gte.',
    );
  }
  if (value === undefined || !Number.isFinite(value)) {
    findings.fault(
      `${path}.value`,
      'A thresholdMetric needs value: the number it is compared with.',
    );
    return undefined;
  }
  return (
    op && { kind: 'threshold', name, query: read.query, op, threshold: value }
  );
}

function readSeverity(
  { labels, annotations }: OpenSloMetadata,
  path: string,
  findings: Findings,
): Severity | undefined {
  const annotated = annotations?.[SEVERITY_ANNOTATION];
  const value = annotated ?? labels?.severity ?? 'high';
  const severity = SEVERITIES.find(known => known === value);
  if (!severity) {
    findings.fault(
      annotated === undefined
        ? `${path}.metadata.labels.severity`
        : `${path}.metadata.annotations.${SEVERITY_ANNOTATION}`,
      `${shown(value)} is not one of ${SEVERITIES.join(', ')}.`,
    );
  }
  return severity;
}

function readEvidence({
  annotations,
}: OpenSloMetadata): SloEvidence | undefined {
  const ids = (name: string) =>
    (annotations?.[name] ?? '')
      .split(',')
      .map(id => id.trim())
      .filter(id => id !== '');
  const evidence = {
    capsule_ids: ids(CAPSULES_ANNOTATION),
    trace_ids: ids(TRACES_ANNOTATION),
  };
  return evidence.capsule_ids.length + evidence.trace_ids.length > 0
    ? evidence
    : undefined;
}

function reportUnused({ document, slo, findings }: SloContext) {
  const { labels = {}, annotations = {} } = document.content.metadata;
  const known = [SEVERITY_ANNOTATION, CAPSULES_ANNOTATION, TRACES_ANNOTATION];
  const ignored = {
    labels: Object.keys(labels).filter(label => label !== 'severity'),
    annotations: Object.keys(annotations).filter(name => !known.includes(name)),
  };
  for (const [field, names] of Object.entries(ignored)) {
    if (names.length === 0) continue;
    findings.warn(
      `${document.path}.metadata.${field}`,
      `Not used: ${names.join(', ').slice(0, 200)}.`,
    );
  }
  if (Array.isArray(slo.alertPolicies) && slo.alertPolicies.length > 0) {
    findings.warn(
      `${document.path}.spec.alertPolicies`,
      'Not used: SLO Scout makes multi-window burn-rate alerts of its own.',
    );
  }
}

function reportUnusedOf(
  objective: OpenSloObjective,
  path: string,
  sli: ReadSli | undefined,
  findings: Findings,
) {
  const fields: Array<keyof OpenSloObjective> = [
    'timeSliceTarget',
    'timeSliceWindow',
    'compositeWeight',
    'indicator',
    'indicatorRef',
    ...(sli?.kind === 'ratio' ? (['op', 'value'] as const) : []),
  ];
  const unused = fields.filter(field => objective[field] !== undefined);
  if (unused.length > 0) findings.warn(path, `Not used: ${unused.join(', ')}.`);
}
