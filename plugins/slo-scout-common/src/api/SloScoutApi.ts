import type { RequiredOverride } from '../types';
import type { ArtifactApi } from './ArtifactApi';
import type { AuditApi } from './AuditApi';
import type { DefinitionApi } from './DefinitionApi';
import type { DeploymentApi } from './DeploymentApi';
import type { GenerationApi } from './GenerationApi';
import type { OverviewApi } from './OverviewApi';
import type { PolicyApi } from './PolicyApi';
import type { ReplayApi } from './ReplayApi';
import type { RequestOptions } from './RequestOptions';
import type { SloApi } from './SloApi';

/**
 * The HTTP API of the backend, see `openapi.yaml`.
 *
 * @public
 */
export interface SloScoutApi
  extends SloApi,
    DefinitionApi,
    ReplayApi,
    GenerationApi,
    ArtifactApi,
    PolicyApi,
    DeploymentApi,
    OverviewApi,
    AuditApi {
  /** What the caller may do, so that buttons can say why they are disabled. */
  getCapabilities(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<Capabilities>;
}

/** @public */
export interface Capabilities {
  user_entity_ref: string;
  can_write_slos: boolean;
  can_approve_slos: boolean;
  can_generate: boolean;
  can_approve: boolean;
  can_deploy: boolean;
  can_read_audit: boolean;
  can_edit_policy: boolean;
  can_request_override: boolean;
  /** Overrides that the caller may decide on. */
  can_decide_overrides: RequiredOverride[];
  environments: Array<{
    name: string;
    target: string;
    repo: string;
    branch: string;
    /** Link to the repository for people. */
    repo_url: string;
  }>;
  default_environment: string;
}
