import { parseEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const DEFAULT_TAB = 'slo-scout';

/** Addresses of the portal's pages, as its app has them. The one place that knows their paths. */
export class PortalPages {
  readonly #appUrl: string | undefined;
  readonly #tab: string;

  constructor(options: { config: Config }) {
    const { config } = options;
    this.#appUrl = config.getOptionalString('app.baseUrl')?.replace(/\/+$/, '');
    this.#tab = tabPathOf(config);
  }

  /** The tab on an entity's page, as a path inside the portal. */
  tab(entityRef: string): string {
    return `${pathOf(entityRef)}/${this.#tab}`;
  }

  /** The same for readers outside of it; undefined where nobody says where the portal is. */
  tabUrl(entityRef: string): string | undefined {
    return this.#appUrl && `${this.#appUrl}${this.tab(entityRef)}`;
  }

  /** An entity's page, for readers outside. */
  entityUrl(entityRef: string): string | undefined {
    return this.#appUrl && `${this.#appUrl}${pathOf(entityRef)}`;
  }
}

function pathOf(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const parts = [namespace, kind.toLowerCase(), name].map(encodeURIComponent);
  return `/catalog/${parts.join('/')}`;
}

function tabPathOf(config: Config): string {
  const path = config.getOptionalString('sloScout.tabPath') ?? DEFAULT_TAB;
  const tab = path.replace(/^\/+|\/+$/g, '');
  // Anything else would change meaning inside an address.
  if (!/^[\w-]+(\/[\w-]+)*$/.test(tab)) {
    throw new InputError(
      `sloScout.tabPath must be a path such as /slo-scout, of letters, digits, - and _: ${path}`,
    );
  }
  return tab;
}
