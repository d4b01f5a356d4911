import type { Findings } from '../Findings';
import type { Mapping } from '../Mapping';
import type { ReadDocument } from '../types';
import type { OpenSloDataSource, OpenSloDocument, OpenSloSli } from './shape';

const NOT_USED = new Set([
  'Service',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
  'BudgetAdjustment',
]);

type Document = ReadDocument<OpenSloDocument>;

/** A document that an SLO refers to, and its `spec`. */
export interface Referred<Spec extends object> {
  document: ReadDocument;
  spec: Mapping<Spec>;
}

/** What the SLOs of a text may refer to: its indicators and data sources, by name. */
export class Library {
  readonly #slis = new Map<string, Document>();
  readonly #sources = new Map<string, Document>();
  readonly #used = new Set<Document>();
  readonly #findings: Findings;

  constructor(documents: Document[], findings: Findings) {
    this.#findings = findings;
    for (const document of documents) {
      const kind = kindOf(document);
      if (NOT_USED.has(kind)) {
        document.root.takeAll();
        findings.warn(
          document.path,
          `The ${kind} ${nameOf(
            document,
          )} is read but not used: SLO Scout takes services from the catalog and makes its own alerts.`,
        );
      }
      if (kind === 'SLI') this.#add(this.#slis, document);
      if (kind === 'DataSource') this.#add(this.#sources, document);
    }
  }

  /** Says what no SLO has referred to. */
  reportUnused() {
    for (const document of [
      ...this.#slis.values(),
      ...this.#sources.values(),
    ]) {
      if (this.#used.has(document)) continue;
      document.root.takeAll();
      this.#findings.warn(
        document.path,
        `No SLO of the text refers to the ${kindOf(document)} ${nameOf(
          document,
        )}.`,
      );
    }
  }

  sli(name: string): Referred<OpenSloSli> | undefined {
    return this.#find<OpenSloSli>(this.#slis, name);
  }

  dataSource(name: string): Referred<OpenSloDataSource> | undefined {
    return this.#find<OpenSloDataSource>(this.#sources, name);
  }

  #find<Spec extends object>(
    known: Map<string, Document>,
    name: string,
  ): Referred<Spec> | undefined {
    const document = known.get(name);
    if (!document) return undefined;
    this.#used.add(document);
    const root = document.root as unknown as Mapping<OpenSloDocument<Spec>>;
    return {
      document,
      spec: root.child('spec')! as unknown as Mapping<Spec>,
    };
  }

  #add(known: Map<string, Document>, document: Document) {
    const name = nameOf(document);
    const first = known.get(name);
    if (first) {
      this.#findings.fault(
        `${document.path}.metadata.name`,
        `The ${kindOf(document)} ${name} stands already at ${first.path}.`,
      );
      return;
    }
    known.set(name, document);
  }
}

function kindOf(document: Document): string {
  return document.root.take('kind')!;
}

function nameOf(document: Document): string {
  return document.root.child('metadata')!.take('name')!;
}
