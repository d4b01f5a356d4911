import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { SLO_SCOUT_ANNOTATIONS } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { RecordPermission } from '../permissions/PermissionJudge';
import type { Access } from '../access';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import {
  type EntityDirectory,
  toServiceContext,
} from '../catalog/EntityDirectory';
import type { GeneratorInput } from '../generators/types';
import type { GitOpsTarget } from '../gitops/types';
import type { PrometheusClient, PrometheusInstances } from '../prometheus';

/** A service in one environment, and whoever measures it there. */
export interface Scene {
  entity: Entity;
  target: GitOpsTarget;
  client: PrometheusClient;
  /** For the generators; without SLOs yet. */
  input: Omit<GeneratorInput, 'slos'>;
}

export interface StageRequest {
  entityRef: string;
  environment: string | undefined;
  permission: RecordPermission;
}

/** Says that there is nobody to ask. */
export function unmeasured(environment: string): string {
  return `No Prometheus is configured for ${environment} (sloScout.prometheus), so there is no history to look at.`;
}

/** Finds what a replay is about, for those who may generate for it. */
export class Stage {
  readonly #deps: {
    access: Access;
    entities: EntityDirectory;
    targets: TargetDirectory;
    prometheus: PrometheusInstances;
  };

  constructor(deps: {
    access: Access;
    entities: EntityDirectory;
    targets: TargetDirectory;
    prometheus: PrometheusInstances;
  }) {
    this.#deps = deps;
  }

  /** Throws `InputError` where no Prometheus measures the environment. */
  async set(
    request: StageRequest,
    credentials: BackstageCredentials,
  ): Promise<Scene> {
    const { client, ...scene } = await this.look(request, credentials);
    if (!client) throw new InputError(unmeasured(scene.target.environment));
    return { ...scene, client };
  }

  /** As `set`, where it is all right that nobody measures the environment. */
  async look(
    request: StageRequest,
    credentials: BackstageCredentials,
  ): Promise<Omit<Scene, 'client'> & { client?: PrometheusClient }> {
    const { access, entities, targets, prometheus } = this.#deps;
    const person = await access.person(credentials);
    const entity = await entities.get(request.entityRef, credentials);
    await access.requireChange(person, entity, request.permission);
    const target = targets.find(request.environment);
    const { environment } = target;
    const client = prometheus.find(
      environment,
      entity.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
    );
    return {
      entity,
      target,
      ...(client && { client }),
      input: {
        service: toServiceContext(
          entity,
          await entities.ownerOf(entity, credentials),
        ),
        environment,
        target: targets.contextFor(target, entity),
        rules: target.rules,
      },
    };
  }
}
