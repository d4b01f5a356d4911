import type { Generation } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../__testUtils__/databases';
import { ENTITY_REF, exampleFile } from '../__testUtils__/examples';
import { migrate } from '../database/openDatabase';
import { DeploymentStore } from '../gitops/DeploymentStore';
import { ArtifactStore, type JudgedFile } from './ArtifactStore';
import { DeployedArtifacts } from './DeployedArtifacts';
import { GenerationStore } from './GenerationStore';
import { ProgressTracker } from './ProgressTracker';

jest.setTimeout(120_000);

describe.each(ENGINES)('ArtifactStore on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  let store: ArtifactStore;
  let generations: GenerationStore;
  let runs = 0;

  beforeAll(async () => {
    db = await servers.open(engine);
    await migrate(db);
    store = new ArtifactStore({ db });
    generations = new GenerationStore({ db });
  });

  afterAll(() => servers.stop());

  const scopeOf = (environment: string) => ({
    entity_ref: ENTITY_REF,
    environment,
    target: environment,
  });

  const generation = (environment: string): Generation => {
    runs += 1;
    return {
      id: `generation-${runs}`,
      ...scopeOf(environment),
      slo_ids: ['a'],
      artifact_types: ['recording_rule'],
      validation_only: false,
      status: 'running',
      steps: ProgressTracker.initial(),
      created_at: new Date(1_700_000_000_000 + runs * 1000).toISOString(),
      created_by: 'user:default/author',
    };
  };

  const keep = async (environment: string, ...files: JudgedFile[]) => {
    const run = generation(environment);
    await generations.insert(run);
    return db.transaction(tx =>
      store.keep(tx, {
        generationId: run.id,
        scope: scopeOf(environment),
        files,
        actor: 'user:default/author',
      }),
    );
  };

  const approve = (...artifacts: Awaited<ReturnType<typeof keep>>) =>
    db.transaction(tx => store.approve(tx, artifacts, 'user:default/sre'));

  it('keeps a file with its verdict', async () => {
    const [kept] = await keep(
      'first',
      exampleFile({
        slo_refs: [{ slo_id: 'a', name: 'payment_success_rate', revision: 2 }],
        verdict: {
          status: 'failed',
          errors: [{ validator: 'promtool', message: 'parse error' }],
        },
      }),
    );
    expect(kept).toMatchObject({
      slo_ids: ['a'],
      validation_status: 'failed',
      validation_errors: [{ validator: 'promtool', message: 'parse error' }],
      approval_status: 'pending',
      deployment_status: 'not_deployed',
      dry_run_result: null,
      approved_by: null,
    });
    expect(await store.list({ environment: 'first' })).toEqual([kept]);
  });

  it('finds equal content again, with its approval and a fresh verdict', async () => {
    const [first] = await keep('again', exampleFile());
    expect(await approve(first)).toBe(1);
    const [second] = await keep(
      'again',
      exampleFile({ verdict: { status: 'inconclusive', errors: [] } }),
    );
    expect(second).toMatchObject({
      id: first.id,
      approval_status: 'approved',
      approved_by: 'user:default/sre',
      validation_status: 'inconclusive',
    });
    expect(second.generation_id).not.toBe(first.generation_id);
    expect(await store.list({ environment: 'again' })).toHaveLength(1);
  });

  it('keeps other content at the same path as another artifact', async () => {
    const [first] = await keep('other', exampleFile());
    const [second] = await keep('other', exampleFile({ content: 'other\n' }));
    expect(second.id).not.toBe(first.id);
    const listed = await store.list({ environment: 'other' });
    expect(listed.map(a => a.id)).toEqual([second.id, first.id]);
    expect(await store.list({ generation_id: second.generation_id })).toEqual([
      second,
    ]);
  });

  it('approves once', async () => {
    const [artifact] = await keep('once', exampleFile());
    expect(await approve(artifact)).toBe(1);
    expect(await approve(artifact)).toBe(0);
  });

  it('takes a rejected file up again when it is generated again', async () => {
    const [artifact] = await keep('reject', exampleFile());
    const reject = () =>
      db.transaction(tx => store.reject(tx, artifact.id, 'too loud'));
    expect(await reject()).toBe(1);
    expect(await reject()).toBe(0);
    expect(await store.list({ environment: 'reject' })).toEqual([
      expect.objectContaining({
        approval_status: 'rejected',
        rejected_reason: 'too loud',
      }),
    ]);
    const [again] = await keep('reject', exampleFile());
    expect(again).toMatchObject({
      id: artifact.id,
      approval_status: 'pending',
      rejected_reason: null,
    });
  });

  it('follows a deployment, and supersedes what stood there before', async () => {
    const deployments = new DeploymentStore({ db });
    const deployed = new DeployedArtifacts({ db });
    const scope = scopeOf('deploy');
    const deploy = async (id: string, artifacts: typeof first) => {
      const plan = {
        ...{ repo: 'acme/config', base: 'main', branch: `b-${id}` },
        ...{ title: 't', body: 'b', commitMessage: 'm', labels: [], files: [] },
        commitDate: '2026-11-23T00:00:00Z',
        author: { name: 'a', email: 'a@b' },
      };
      await db.transaction(async tx => {
        const added = await deployments.insert(
          tx,
          {
            id,
            ...scope,
            bundle_hash: id,
            plan,
            artifact_ids: artifacts.map(a => a.id),
            created_by: 'user:default/author',
          },
          `key-${id}`,
        );
        expect(added).toBe(true);
      });
      const deployment = await deployments.get(id);
      await db.transaction(tx =>
        deployed.land(tx, deployment, { artifacts, removed: [] }),
      );
    };
    const first = await keep('deploy', exampleFile());
    await deploy('one', first);
    expect(await deployed.at(scope)).toMatchObject([{ id: first[0].id }]);

    const second = await keep('deploy', exampleFile({ content: 'newer\n' }));
    await deploy('two', second);
    expect(await deployed.at(scope)).toMatchObject([{ id: second[0].id }]);
    const [former] = await store.getMany([first[0].id]);
    expect(former.deployment_status).toBe('superseded');
    expect(await store.list({ deployment_id: 'two' })).toMatchObject([
      { id: second[0].id },
    ]);
  });

  it('holds a decision to what it was loaded with', async () => {
    const hold = (loaded: Awaited<ReturnType<typeof keep>>) =>
      db.transaction(tx => store.requireUnchanged(tx, loaded));
    const loaded = await keep('hold', exampleFile());
    await expect(hold(loaded)).resolves.toBeUndefined();

    await approve(...loaded);
    await expect(hold(loaded)).rejects.toThrow('Look again');

    const [id] = loaded.map(artifact => artifact.id);
    const approved = await store.getMany([id]);
    await keep(
      'hold',
      exampleFile({ verdict: { status: 'failed', errors: [] } }),
    );
    await expect(hold(approved)).rejects.toThrow('Look again');
  });

  it('names an id that does not exist', async () => {
    await expect(store.getMany(['nothing'])).rejects.toThrow(
      'Artifact nothing does not exist',
    );
  });

  it('ends a generation once', async () => {
    const run = generation('ending');
    await generations.insert(run);
    await generations.reportSteps(run.id, [
      { name: 'generate', status: 'running' },
    ]);
    expect(await generations.finish(run.id, { status: 'cancelled' })).toBe(
      true,
    );
    expect(await generations.finish(run.id, { status: 'succeeded' })).toBe(
      false,
    );
    expect((await generations.get(run.id)).generation).toMatchObject({
      status: 'cancelled',
      steps: [{ name: 'generate', status: 'running' }],
      finished_at: expect.any(String),
    });
  });

  it('finds what a stopped portal left running', async () => {
    const run = generation('abandoned');
    await generations.insert(run);
    const found = await generations.abandoned(new Date());
    expect(found.map(({ id }) => id)).toContain(run.id);
    expect(await generations.abandoned(new Date(0))).toEqual([]);
  });
});
