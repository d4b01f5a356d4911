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
    request: {
      entityRef: string;
      environment: string | undefined;
      permission: RecordPermission;
    },
    credentials: BackstageCredentials,
  ): Promise<Scene> {
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
    if (!client) {
      throw new InputError(
        `No Prometheus is configured for ${environment} (sloScout.prometheus), so there is no history to look at.`,
      );
    }
    return {
      entity,
      target,
      client,
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
