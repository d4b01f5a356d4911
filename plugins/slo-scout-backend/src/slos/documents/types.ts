import type { AnySchemaObject } from 'ajv';
import type { SloSpec } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Findings } from './Findings';
import type { Mapping } from './Mapping';
import type { YamlDocument } from './readYaml';

/** An SLO as a document says it, with the text it stands on. */
export type DraftSlo = SloSpec & {
  /** The document, and those it refers to, as they were written: reads to the same SLOs again. */
  document: string;
};

/** A draft, and where in the text it stands. */
export interface LocatedSlo {
  draft: DraftSlo;
  /** For example `document[1].spec.objectives[0]`. */
  path: string;
  /** Number of its document. */
  index: number;
}

/** A document of the right shape. */
export interface ReadDocument<T extends object = object> extends YamlDocument {
  root: Mapping<T>;
}

export interface ReadContext {
  findings: Findings;
  /** Service that the SLOs are for, where it is known. */
  service?: string;
}

/** One way of writing SLOs: how its documents are known, checked and read. */
export interface Dialect {
  /** For sentences: "OpenSLO v1". */
  title: string;
  /** Value of `apiVersion`, or of `version` where the dialect has that. */
  version: string;
  schema: AnySchemaObject;
  /** Reads the dialect's documents of one text together: they may refer to each other. */
  read(documents: ReadDocument[], context: ReadContext): LocatedSlo[];
}
