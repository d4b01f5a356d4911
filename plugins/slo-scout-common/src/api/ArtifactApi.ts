import type {
  Artifact,
  DashboardData,
  DashboardRange,
  PolicyDecision,
} from '../types';
import type { RequestOptions } from './RequestOptions';

/** @public */
export interface ListArtifactsRequest {
  entity_ref?: string;
  environment?: string;
  generation_id?: string;
  deployment_id?: string;
}

/** Generated files, until they are approved. @public */
export interface ArtifactApi {
  listArtifacts(
    request: ListArtifactsRequest,
    options?: RequestOptions,
  ): Promise<{ artifacts: Artifact[] }>;
  getArtifact(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ artifact: Artifact }>;
  /** What is deployed now at the artifact's path in its target; null where nothing is. */
  getDeployedArtifact(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ artifact: Artifact | null }>;
  /** A generated dashboard's own queries, answered by the service's Prometheus. */
  getPanels(
    request: { id: string; range: DashboardRange },
    options?: RequestOptions,
  ): Promise<{ dashboard: DashboardData }>;
  decideArtifact(
    request: { id: string; action: 'approve' | 'reject'; reason?: string },
    options?: RequestOptions,
  ): Promise<{ artifact: Artifact; decision?: PolicyDecision }>;
  /** Approves the bundle or nothing. A violation rejects with 403; `policyViolation(error)` reads it. */
  approveArtifacts(
    request: { artifact_ids: string[] },
    options?: RequestOptions,
  ): Promise<{ artifacts: Artifact[]; decision: PolicyDecision }>;

  /** Judges a bundle without deciding anything. */
  evaluatePolicy(
    request: { artifact_ids: string[] },
    options?: RequestOptions,
  ): Promise<{ decision: PolicyDecision }>;
}
