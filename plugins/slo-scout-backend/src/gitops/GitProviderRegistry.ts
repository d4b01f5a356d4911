import type { GitProviderRegistration } from '@slo-scout/backstage-plugin-slo-scout-node';

/** The plugin's own, with the credentials of Backstage's integrations. */
export const OWN_PROVIDERS = ['github', 'gitlab'] as const;
export type OwnProvider = (typeof OWN_PROVIDERS)[number];

export function isOwnProvider(id: string): id is OwnProvider {
  return (OWN_PROVIDERS as readonly string[]).includes(id);
}

const ID = /^[a-z][a-z0-9-]{0,63}$/;
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

/** Git providers that modules add before the start. */
export class GitProviderRegistry {
  readonly #byId = new Map<string, GitProviderRegistration>();
  readonly #byHost = new Map<string, GitProviderRegistration>();

  /** Throws where an id or a host is taken or ill-formed. */
  constructor(added: readonly GitProviderRegistration[] = []) {
    for (const registration of added) this.#add(registration);
  }

  #add(registration: GitProviderRegistration) {
    const { id, hosts } = registration;
    if (!ID.test(id)) {
      throw new Error(
        `A Git provider's id is a-z, 0-9 and -, 64 characters at most; not ${JSON.stringify(
          id,
        )}`,
      );
    }
    if (isOwnProvider(id) || this.#byId.has(id)) {
      throw new Error(`There is a Git provider ${id} already`);
    }
    if (hosts.length === 0) throw new Error(`Git provider ${id} has no host`);
    for (const host of hosts) {
      if (!HOST.test(host)) {
        throw new Error(
          `Git provider ${id}: ${JSON.stringify(
            host,
          )} is not a host, with its port if it has one, in lower case`,
        );
      }
      const other = this.#byHost.get(host);
      if (other) {
        throw new Error(
          `Git providers ${other.id} and ${id} both claim the host ${host}`,
        );
      }
      this.#byHost.set(host, registration);
    }
    this.#byId.set(id, registration);
  }

  ids(): string[] {
    return [...this.#byId.keys()];
  }

  get(id: string): GitProviderRegistration | undefined {
    return this.#byId.get(id);
  }

  ofHost(host: string): GitProviderRegistration | undefined {
    return this.#byHost.get(host.toLowerCase());
  }
}
