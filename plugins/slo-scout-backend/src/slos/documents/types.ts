import type { SloSpec } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { OpenSloDocument } from './openSlo';
import type { YamlDocument } from './readYaml';

/** An SLO as a document says it, with the text it stands on. */
export type DraftSlo = SloSpec & {
  /** The document, and those it refers to, as they were written: reads to the same SLOs again. */
  document: string;
};

/** A document of the right shape. */
export interface ReadDocument extends YamlDocument {
  content: OpenSloDocument;
}
