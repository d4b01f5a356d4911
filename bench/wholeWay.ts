import { setTimeout as sleep } from 'node:timers/promises';
import {
  ARTIFACT_TYPES,
  type DeployResult,
  type Deployment,
  type GenerateResult,
  type Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type Answer, type DemoWorld, GITOPS_REPOSITORY } from 'testbed';
import { ENVIRONMENT } from './subject';
import { ENTITY } from './slos';
import { timed } from './statistics';

/** Milliseconds of one way from approved SLOs to the open pull request. */
export interface WholeWay {
  generate: number;
  approve: number;
  pullRequest: number;
  whole: number;
}

type Ending = 'merge' | 'close';

/** The main job over HTTP, as the portal's page drives it. */
export class WholeWayDriver {
  readonly #world: DemoWorld;

  constructor(world: DemoWorld) {
    this.#world = world;
  }

  /** Untimed: the documents become approved revisions. */
  async approveSlos(document: string): Promise<string[]> {
    const { portal } = this.#world;
    const created = await portal
      .as('author')
      .post<{ slos: Slo[] }>('slo-scout/v1/slos', {
        entity_ref: ENTITY,
        document,
      });
    const { slos } = bodyOf(created, 201);
    await this.#decide(
      slos.map(slo => slo.id),
      'approve',
    );
    return slos.map(slo => slo.id);
  }

  /** Untimed: their rules go with the next bundle. */
  async retireSlos(sloIds: string[]): Promise<void> {
    await this.#decide(sloIds, 'retire');
  }

  /** Generates and validates as `run` does, but stores nothing. */
  async validateOnly(sloIds: string[]): Promise<number> {
    const author = this.#world.portal.as('author');
    await author.token();
    return timed(async () => {
      bodyOf(
        await author.post('slo-scout/v1/artifacts/generate', {
          slo_ids: sloIds,
          artifact_types: ARTIFACT_TYPES,
          validation_only: true,
        }),
        200,
      );
    });
  }

  /** Timed up to the open pull request; what follows on the Git host is not. */
  async run(sloIds: string[], ending: Ending): Promise<WholeWay> {
    const author = this.#world.portal.as('author');
    const sre = this.#world.portal.as('sre');
    await Promise.all([author.token(), sre.token()]);
    const started = performance.now();
    let artifact_ids: string[] = [];
    let deployed: DeployResult | undefined;

    const generate = await timed(async () => {
      const { artifacts } = bodyOf(
        await author.post<GenerateResult>('slo-scout/v1/artifacts/generate', {
          slo_ids: sloIds,
          artifact_types: ARTIFACT_TYPES,
        }),
        201,
      );
      const doubtful = artifacts.find(a => a.validation_status !== 'passed');
      if (doubtful) {
        throw new Error(
          `${doubtful.path}: ${doubtful.validation_errors[0]?.message}`,
        );
      }
      artifact_ids = artifacts.map(artifact => artifact.id);
    });
    const approve = await timed(async () => {
      bodyOf(
        await sre.post('slo-scout/v1/artifacts/approve', { artifact_ids }),
        200,
      );
    });
    const pullRequest = await timed(async () => {
      deployed = bodyOf(
        await author.post<DeployResult>('slo-scout/v1/pr', {
          artifact_ids,
          environment: ENVIRONMENT,
        }),
        201,
      );
    });
    const whole = performance.now() - started;
    await this.#end(deployed!, ending);
    return { generate, approve, pullRequest, whole };
  }

  async #decide(sloIds: string[], action: 'approve' | 'retire') {
    const sre = this.#world.portal.as('sre');
    for (const id of sloIds) {
      bodyOf(await sre.patch(`slo-scout/v1/slos/${id}`, { action }), 200);
    }
  }

  /** The next run begins when nothing of this one is under way. */
  async #end({ deployment_id, pr_number }: DeployResult, ending: Ending) {
    const { portal, gitHost, deployer } = this.#world;
    if (ending === 'merge') {
      await gitHost.mergePullRequest(GITOPS_REPOSITORY, Number(pr_number));
    } else {
      await gitHost.closePullRequest(GITOPS_REPOSITORY, Number(pr_number));
    }
    const meant = ending === 'merge' ? 'deployed' : 'closed';
    const deadline = Date.now() + 30_000;
    for (;;) {
      const { deployment } = bodyOf(
        await portal
          .as('author')
          .get<{ deployment: Deployment }>(
            `slo-scout/v1/deployments/${deployment_id}`,
          ),
        200,
      );
      if (deployment.status === meant) break;
      if (Date.now() > deadline) {
        throw new Error(`The deployment is ${deployment.status}, not ${meant}`);
      }
      await sleep(50);
    }
    await deployer.poke();
  }
}

function bodyOf<T>(answer: Answer<T>, status: number): T {
  if (answer.status !== status) {
    const said = JSON.stringify(answer.body).slice(0, 500);
    throw new Error(`Expected ${status}, got ${answer.status}: ${said}`);
  }
  return answer.body;
}
