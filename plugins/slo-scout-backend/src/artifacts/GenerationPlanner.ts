import { randomUUID } from 'node:crypto';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  type GenerateRequest,
  type Generation,
  type Slo,
  sloScoutGeneratePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access, Person } from '../access';
import type { AuditLog } from '../audit/AuditLog';
import type { EntityDirectory } from '../catalog/EntityDirectory';
import type { GitOpsTarget } from '../gitops/types';
import type { SloStore } from '../slos/SloStore';
import type { DeployedArtifacts } from './DeployedArtifacts';
import { ProgressTracker } from './ProgressTracker';
import type { TargetDirectory } from './TargetDirectory';

/** A request that may be carried out. */
export interface GenerationJob {
  generation: Generation;
  person: Person;
  entity: Entity;
  /** Of the entity, where the catalog has it and the caller may see it. */
  owner: Entity | undefined;
  target: GitOpsTarget;
  /** The chosen SLOs, and those that the service's deployed files hold already. */
  slos: Slo[];
}

interface Dependencies {
  slos: SloStore;
  deployed: DeployedArtifacts;
  targets: TargetDirectory;
  access: Access;
  entities: EntityDirectory;
  audit: AuditLog;
}

/** Turns a request into a job, or refuses it. */
export class GenerationPlanner {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async plan(
    request: GenerateRequest,
    credentials: BackstageCredentials,
  ): Promise<GenerationJob> {
    const { slos: store, access, entities, targets } = this.#deps;
    const person = await access.person(credentials);
    const chosen = await store.getMany([...new Set(request.slo_ids)]);
    const refs = new Set(chosen.map(slo => slo.entity_ref));
    if (refs.size !== 1) {
      throw new InputError(
        `The SLOs belong to several entities (${[...refs].join(
          ', ',
        )}); generate for one at a time`,
      );
    }
    const entity = await entities.get(chosen[0].entity_ref, credentials);
    await access.requireChange(person, entity, sloScoutGeneratePermission);
    const target = targets.find(request.environment);
    const unapproved = chosen.find(slo => slo.status !== 'approved');
    if (unapproved) {
      await this.#refuse(person, unapproved);
    }
    const deployed = await this.#deps.deployed.at({
      entity_ref: chosen[0].entity_ref,
      environment: target.environment,
      target: target.name,
    });
    const kept = await store.list(chosen[0].entity_ref);
    const chosenIds = new Set(chosen.map(slo => slo.id));
    const deployedIds = new Set(deployed.flatMap(a => a.slo_ids));
    return {
      person,
      entity,
      owner: await entities.ownerOf(entity, credentials),
      target,
      slos: kept.filter(
        slo =>
          slo.status === 'approved' &&
          (chosenIds.has(slo.id) || deployedIds.has(slo.id)),
      ),
      generation: {
        id: randomUUID(),
        entity_ref: stringifyEntityRef(entity),
        environment: target.environment,
        target: target.name,
        slo_ids: [...chosenIds],
        artifact_types: [...new Set(request.artifact_types)],
        validation_only: request.validation_only ?? false,
        status: 'running',
        steps: ProgressTracker.initial(),
        created_at: new Date().toISOString(),
        created_by: person.ref,
      },
    };
  }

  async #refuse(person: Person, slo: Slo): Promise<never> {
    await this.#deps.audit.record({
      action: 'generation_refused',
      actor: person.ref,
      entity_ref: slo.entity_ref,
      payload: { slo_id: slo.id, name: slo.name, status: slo.status },
    });
    throw new InputError(`SLO ${slo.id} not approved`);
  }
}
