import type { Slo, SloFeasibility, SloMeasurement } from '../types';
import type { RequestOptions } from './RequestOptions';

/** Answers of `POST /v1/slos`. @public */
export interface CreateSlosResult {
  slos: Slo[];
  /** What was read but does not change the SLO, in sentences. */
  warnings: string[];
}

/** SLOs, and what became of them. @public */
export interface SloApi {
  listSlos(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<{ slos: Slo[] }>;
  createSlos(
    request: { entity_ref: string; document: string },
    options?: RequestOptions,
  ): Promise<CreateSlosResult>;
  /** The SLO as a document of OpenSLO v1, in YAML: the revision in force, or its first draft. */
  getOpenSlo(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<string>;
  decideSlo(
    request: {
      id: string;
      action: 'approve' | 'retire';
      /** The draft that the approver has read; another one is refused. */
      revision?: number;
    },
    options?: RequestOptions,
  ): Promise<{ slo: Slo }>;
  /** Whether the entity's objectives can be met, by those of its dependencies. */
  getFeasibility(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<{ feasibility: SloFeasibility[] }>;
  /** What the portal measured of the entity's SLOs in force. */
  getMeasurements(
    request: { entity_ref: string; environment?: string },
    options?: RequestOptions,
  ): Promise<{ measurements: SloMeasurement[] }>;
}
