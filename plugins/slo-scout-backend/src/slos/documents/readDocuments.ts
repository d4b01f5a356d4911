import { DIALECTS } from './dialects';
import { DocumentError } from './DocumentError';
import { Findings, listed, shown } from './Findings';
import { Mapping } from './Mapping';
import { ALERT_FOR } from './readMetadata';
import { readYaml, YamlDocument } from './readYaml';
import { schemaFaults } from './schemaFaults';
import type { Dialect, DraftSlo, LocatedSlo, ReadDocument } from './types';

export interface ReadDocuments {
  slos: DraftSlo[];
  /** What was read but changes nothing, in sentences that begin with the path. */
  warnings: string[];
}

/** Nobody reads more, and the answer must not be larger than the question. */
const MAX_WARNINGS = 500;

/**
 * Reads SLO documents of any dialect, several in one text. Throws `DocumentError`
 * with every fault of the whole text: all of it is read, or nothing. A field that
 * does not change the SLOs is named in a warning.
 */
export function readDocuments(
  text: string,
  options: {
    /** Default: 1,000,000. */
    maxBytes?: number;
    /** Service that the SLOs are for; a document that names another is warned of. */
    service?: string;
  } = {},
): ReadDocuments {
  const findings = new Findings();
  const yaml = readYaml(text, {
    maxBytes: options.maxBytes ?? 1_000_000,
    findings,
  });
  const documents = yaml.flatMap(document => {
    const read = readShape(document, findings);
    return read ? [read] : [];
  });
  const slos = DIALECTS.flatMap(dialect =>
    dialect.read(
      documents
        .filter(found => found.dialect === dialect)
        .map(found => found.document),
      { findings, service: options.service },
    ),
  ).sort((a, b) => a.index - b.index);
  for (const { document } of documents) document.root.nameTheRest();
  refuseDoubles(slos, findings);
  refuseStrayWaits(slos, findings);
  if (yaml.length === 0 && findings.faultCount === 0) {
    findings.fault('document', 'The text holds no document.');
  }
  if (findings.faultCount > 0) throw new DocumentError(findings.faults);
  return {
    slos: slos.map(({ draft }) => draft),
    warnings: bounded(findings.warnings),
  };
}

function bounded(warnings: string[]): string[] {
  const more = warnings.length - MAX_WARNINGS;
  return more > 0
    ? [
        ...warnings.slice(0, MAX_WARNINGS),
        `document: ${more} more warnings are not listed.`,
      ]
    : warnings;
}

/** The document by its dialect; undefined after a fault that leaves nothing to read. */
function readShape(
  document: YamlDocument,
  findings: Findings,
): { dialect: Dialect; document: ReadDocument } | undefined {
  const { path, value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    findings.fault(
      path,
      'An SLO document is a mapping with apiVersion and kind.',
    );
    return undefined;
  }
  const { apiVersion, version } = value as Record<string, unknown>;
  const field = apiVersion === undefined && version ? 'version' : 'apiVersion';
  const found = apiVersion ?? version;
  const dialect = DIALECTS.find(known => known.version === found);
  if (!dialect) {
    findings.fault(`${path}.${field}`, refusalOf(found, value));
    return undefined;
  }
  const { faults, readable } = schemaFaults(path, value, dialect);
  for (const fault of faults) findings.fault(fault.path, fault.message);
  if (!readable) return undefined;
  const root = new Mapping<Record<string, unknown>>(
    path,
    value as Record<string, unknown>,
    findings,
  );
  root.take(field);
  return { dialect, document: { ...document, root } };
}

/** Top fields of a part of a document, as manuals print them. */
const PARTS = [
  'indicator',
  'objectives',
  'ratioMetric',
  'sli',
  'slos',
  'thresholdMetric',
];

function refusalOf(version: unknown, value: object): string {
  const known = `Documents of ${listed(
    DIALECTS.map(dialect => dialect.version),
  )} are read.`;
  if (version !== undefined) return `${shown(version)} is not known. ${known}`;
  const part = PARTS.find(name => Object.hasOwn(value, name));
  return part
    ? `The document has no apiVersion: it is a fragment with ${part} alone. Give the whole document. ${known}`
    : `The document has no apiVersion. ${known}`;
}

/** Whether an alert may wait depends on the indicator, which stands elsewhere in the text. */
function refuseStrayWaits(slos: LocatedSlo[], findings: Findings) {
  for (const { draft, path } of slos) {
    if (draft.alert_for === undefined || draft.sli.kind === 'threshold') {
      continue;
    }
    findings.fault(
      path,
      `The SLO ${draft.name} compares no value with a limit, so no alert waits for ${draft.alert_for}. Leave the annotation ${ALERT_FOR} out.`,
    );
  }
}

function refuseDoubles(slos: LocatedSlo[], findings: Findings) {
  const seen = new Map<string, string>();
  for (const { draft, path } of slos) {
    const first = seen.get(draft.name);
    if (first) {
      findings.fault(path, `The SLO ${draft.name} stands already at ${first}.`);
    }
    seen.set(draft.name, first ?? path);
  }
}
