import type {
  DocumentCheck,
  DocumentHistory,
  MetricLookup,
  MetricNames,
  SloTemplates,
} from '../types';
import type { RequestOptions } from './RequestOptions';

/** A document that is being written. @public */
export interface DocumentRequest {
  entity_ref: string;
  environment?: string;
  document: string;
}

/** Helps somebody who writes an SLO document. Stores nothing. @public */
export interface DefinitionApi {
  /** What saving a document would say, and what its queries answer now. */
  checkDocument(
    request: DocumentRequest,
    options?: RequestOptions,
  ): Promise<DocumentCheck>;
  /** Events of a document's SLIs over recent history. */
  documentHistory(
    request: DocumentRequest,
    options?: RequestOptions,
  ): Promise<DocumentHistory>;
  /** Documents made of metrics that the service has. */
  sloTemplates(
    request: { entity_ref: string; environment?: string },
    options?: RequestOptions,
  ): Promise<SloTemplates>;
  /** Names in the Prometheus that measures the service, for whoever writes PromQL. */
  lookUpMetrics(
    request: MetricLookup,
    options?: RequestOptions,
  ): Promise<MetricNames>;
}
