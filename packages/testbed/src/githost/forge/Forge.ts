import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BareRepository } from '../git/BareRepository';
import { utc } from '../git/objects';
import { HostedRepository, readInitialFiles } from './HostedRepository';
import {
  ForgeError,
  ForgeEvent,
  InitialFiles,
  PullRequestRecord,
} from './types';

interface StoredRepository {
  owner: string;
  name: string;
  created_at: string;
  pull_requests: PullRequestRecord[];
}

const UNREVIEWED = { reviewers: [], team_reviewers: [] };

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

/** Every repository of the host; survives a restart in its folder. @internal */
export class Forge {
  readonly #repositories = new Map<string, HostedRepository>();
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly dataDir: string,
    private readonly onEvent: (
      repository: HostedRepository,
      event: ForgeEvent,
    ) => void,
  ) {}

  static async open(
    dataDir: string,
    onEvent: (repository: HostedRepository, event: ForgeEvent) => void,
  ): Promise<Forge> {
    await mkdir(dataDir, { recursive: true });
    const forge = new Forge(dataDir, onEvent);
    for (const stored of await readState(forge.#stateFile)) {
      const git = new BareRepository(forge.#path(stored.owner, stored.name));
      forge.#register(stored, git);
    }
    return forge;
  }

  get #stateFile(): string {
    return path.join(this.dataDir, 'state.json');
  }

  #path(owner: string, name: string): string {
    return path.join(this.dataDir, 'repositories', owner, `${name}.git`);
  }

  #register(stored: StoredRepository, git: BareRepository): HostedRepository {
    const { owner, name, created_at, pull_requests } = stored;
    const repository = new HostedRepository(
      this.#repositories.size + 1,
      owner,
      name,
      git,
      created_at,
      // Earlier versions kept no reviewers.
      pull_requests.map(pr => Object.assign({}, UNREVIEWED, pr)),
      () => this.#save(),
    );
    this.#repositories.set(repository.fullName.toLowerCase(), repository);
    return repository;
  }

  /** Makes the repository with a first commit; an existing one is left alone. */
  async createRepository(
    fullName: string,
    files: InitialFiles,
  ): Promise<HostedRepository> {
    const [owner, name, ...rest] = fullName.split('/');
    if (![owner, name].every(part => NAME.test(part ?? '')) || rest.length) {
      throw new Error(`A repository is owner/name, not ${fullName}`);
    }
    const existing = this.find(fullName);
    if (existing) return existing;

    const git = await BareRepository.init(this.#path(owner, name));
    const repository = this.#register(
      { owner, name, created_at: utc(new Date()), pull_requests: [] },
      git,
    );
    const content = await readInitialFiles(files);
    const changes = await Promise.all(
      Object.entries(content).map(async ([file, data]) => ({
        path: file,
        mode: '100644',
        sha: await git.writeBlob(data),
      })),
    );
    await repository.commitChanges({
      branch: repository.defaultBranch,
      changes,
      message: 'Initial commit',
    });
    await this.#save();
    return repository;
  }

  list(): HostedRepository[] {
    return [...this.#repositories.values()];
  }

  find(fullName: string): HostedRepository | undefined {
    return this.#repositories.get(fullName.toLowerCase());
  }

  get(fullName: string): HostedRepository {
    const repository = this.find(fullName);
    if (!repository) throw new ForgeError('not_found', 'Not Found');
    return repository;
  }

  async merge(
    repository: HostedRepository,
    number: number,
    options?: Parameters<HostedRepository['merge']>[1],
  ): Promise<PullRequestRecord> {
    const { base } = repository.pullRequest(number);
    const before = await repository.git.branch(base);
    const pullRequest = await repository.merge(number, options);
    this.onEvent(repository, { kind: 'closed', pullRequest });
    const after = pullRequest.merge_commit_sha!;
    this.onEvent(repository, { kind: 'push', branch: base, before, after });
    return pullRequest;
  }

  async close(
    repository: HostedRepository,
    number: number,
  ): Promise<PullRequestRecord> {
    const wasOpen = repository.pullRequest(number).state === 'open';
    const pullRequest = await repository.close(number);
    if (wasOpen) this.onEvent(repository, { kind: 'closed', pullRequest });
    return pullRequest;
  }

  async reopen(
    repository: HostedRepository,
    number: number,
  ): Promise<PullRequestRecord> {
    const pullRequest = await repository.reopen(number);
    this.onEvent(repository, { kind: 'reopened', pullRequest });
    return pullRequest;
  }

  /** One commit on a branch, as a person with a clone would push it. */
  async commit(
    repository: HostedRepository,
    ...args: Parameters<HostedRepository['commitFiles']>
  ): Promise<string> {
    const [branch] = args;
    const before = await repository.git.branch(branch);
    const after = await repository.commitFiles(...args);
    this.onEvent(repository, { kind: 'push', branch, before, after });
    return after;
  }

  #save(): Promise<void> {
    const write = async () => {
      const state = this.list().map(
        (repository): StoredRepository => ({
          owner: repository.owner,
          name: repository.name,
          created_at: repository.createdAt,
          pull_requests: repository.pullRequests,
        }),
      );
      const temporary = `${this.#stateFile}.new`;
      await writeFile(temporary, JSON.stringify(state, null, 2));
      await rename(temporary, this.#stateFile);
    };
    this.#saving = this.#saving.then(write, write);
    return this.#saving;
  }
}

async function readState(file: string): Promise<StoredRepository[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
