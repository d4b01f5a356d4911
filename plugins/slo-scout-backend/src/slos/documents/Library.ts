import type { Findings } from './Findings';
import type { OpenSloSli } from './openSlo';
import type { ReadDocument } from './types';

const NOT_USED = new Set([
  'Service',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
]);

/** What the SLOs of a text may refer to: its indicators and data sources, by name. */
export class Library {
  readonly #slis = new Map<string, ReadDocument>();
  readonly #sources = new Map<string, ReadDocument>();
  readonly #used = new Set<ReadDocument>();

  constructor(documents: ReadDocument[], findings: Findings) {
    for (const document of documents) {
      const { kind, metadata } = document.content;
      if (NOT_USED.has(kind)) {
        findings.warn(
          document.path,
          `The ${kind} ${metadata.name} is read but not used: SLO Scout takes services from the catalog and makes its own alerts.`,
        );
      }
      if (kind === 'SLI') this.#add(this.#slis, document, findings);
      if (kind === 'DataSource') this.#add(this.#sources, document, findings);
    }
  }

  /** Says what no SLO has referred to. */
  reportUnused(findings: Findings) {
    for (const document of [
      ...this.#slis.values(),
      ...this.#sources.values(),
    ]) {
      const { kind, metadata } = document.content;
      if (this.#used.has(document)) continue;
      findings.warn(
        document.path,
        `No SLO of the text refers to the ${kind} ${metadata.name}.`,
      );
    }
  }

  sli(name: string): { sli: OpenSloSli; document: ReadDocument } | undefined {
    const document = this.#slis.get(name);
    if (document) this.#used.add(document);
    return document && { sli: document.content.spec as OpenSloSli, document };
  }

  dataSource(name: string): ReadDocument | undefined {
    const document = this.#sources.get(name);
    if (document) this.#used.add(document);
    return document;
  }

  #add(
    known: Map<string, ReadDocument>,
    document: ReadDocument,
    findings: Findings,
  ) {
    const { kind, metadata } = document.content;
    const first = known.get(metadata.name);
    if (first) {
      findings.fault(
        `${document.path}.metadata.name`,
        `The ${kind} ${metadata.name} stands already at ${first.path}.`,
      );
      return;
    }
    known.set(metadata.name, document);
  }
}
