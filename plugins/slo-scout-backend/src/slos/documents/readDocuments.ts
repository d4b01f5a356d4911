import { DocumentError } from './DocumentError';
import { Findings, shown } from './Findings';
import type { OpenSloDocument, OpenSloSlo } from './openSlo';
import { Library } from './Library';
import { readSlo } from './readSlo';
import { readYaml, YamlDocument } from './readYaml';
import type { DraftSlo, ReadDocument } from './types';
import { schemaFaults } from './schemaFaults';

export interface ReadDocuments {
  slos: DraftSlo[];
  /** What was read but changes nothing, in sentences that begin with the path. */
  warnings: string[];
}

/**
 * Reads OpenSLO v1 documents. Throws `DocumentError` with every fault of the
 * whole text: all of it is read, or nothing.
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
    const openSlo = readShape(document, findings);
    return openSlo ? [openSlo] : [];
  });
  const library = new Library(documents, findings);
  const slos = documents
    .filter(({ content }) => content.kind === 'SLO')
    .flatMap(document => {
      const slo = document.content.spec as unknown as OpenSloSlo;
      const { service } = slo;
      if (options.service && service && service !== options.service) {
        findings.warn(
          `${document.path}.spec.service`,
          `Names ${shown(service)}; the SLO is taken for ${options.service}.`,
        );
      }
      return readSlo({ document, slo, library, findings });
    });
  refuseDoubles(slos, findings);
  library.reportUnused(findings);
  if (yaml.length === 0 && findings.faults.length === 0) {
    findings.fault('document', 'The text holds no document.');
  }
  if (findings.faults.length > 0) throw new DocumentError(findings.faults);
  return {
    slos: slos.map(({ path: _, ...slo }) => slo),
    warnings: findings.warnings,
  };
}

function readShape(
  document: YamlDocument,
  findings: Findings,
): ReadDocument | undefined {
  const { path, value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    findings.fault(
      path,
      'An SLO document is a mapping with apiVersion and kind.',
    );
    return undefined;
  }
  const refusal = refuseVersion(value);
  if (refusal) {
    findings.fault(`${path}.apiVersion`, refusal);
    return undefined;
  }
  const { faults, readable } = schemaFaults(path, value);
  findings.faults.push(...faults);
  const content = value as OpenSloDocument;
  return readable ? { ...document, content } : undefined;
}

function refuseVersion(value: object): string | undefined {
  const { apiVersion, version } = value as {
    apiVersion?: unknown;
    version?: unknown;
  };
  if (apiVersion === 'openslo/v1') return undefined;
  const found = apiVersion ?? version;
  if (found === undefined) {
    return 'The document has no apiVersion. Documents of apiVersion openslo/v1 are read.';
  }
  const name = String(found);
  const family = ['openslo', 'sloth', 'prometheus/v1', 'pyrra'].find(known =>
    name.startsWith(known),
  );
  return family
    ? `${shown(
        found,
      )} is not read yet. Write the document as apiVersion openslo/v1.`
    : `${shown(
        found,
      )} is not known. Documents of apiVersion openslo/v1 are read.`;
}

function refuseDoubles(
  slos: Array<{ name: string; path: string }>,
  findings: Findings,
) {
  const seen = new Map<string, string>();
  for (const { name, path } of slos) {
    const first = seen.get(name);
    if (first) {
      findings.fault(path, `The SLO ${name} stands already at ${first}.`);
    }
    seen.set(name, first ?? path);
  }
}
