import type { Artifact, ArtifactType, Generation } from '../types';
import type { RequestOptions } from './RequestOptions';

/** Body of `POST /v1/artifacts/generate`. @public */
export interface GenerateRequest {
  slo_ids: string[];
  artifact_types: ArtifactType[];
  /** Same answer, nothing stored. */
  validation_only?: boolean;
  environment?: string;
}

/** @public */
export interface GenerateResult {
  generation_id: string;
  artifacts: Artifact[];
  /** What the generators left out and why, in sentences. */
  notes: string[];
}

/** Makes files of approved SLOs. @public */
export interface GenerationApi {
  /**
   * Waits for the result. A failed verdict rejects with a `ResponseError` whose
   * body carries the artifacts; use `failedArtifacts(error)` to read them.
   */
  generate(
    request: GenerateRequest,
    options?: RequestOptions,
  ): Promise<GenerateResult>;
  /** Answers at once with the id to follow by `getGeneration`. */
  startGeneration(
    request: GenerateRequest,
    options?: RequestOptions,
  ): Promise<{ generation_id: string }>;
  getGeneration(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{
    generation: Generation;
    artifacts: Artifact[];
    notes: string[];
  }>;
  cancelGeneration(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<void>;
}
