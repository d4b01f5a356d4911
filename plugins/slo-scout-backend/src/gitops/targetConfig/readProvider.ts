import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import {
  type GitProviderRegistry,
  isOwnProvider,
  OWN_PROVIDERS,
} from '../GitProviderRegistry';

/** What there is to choose a provider from. */
export interface ProviderChoice {
  registry: GitProviderRegistry;
  integrations: ScmIntegrations;
}

/** Id of the provider that a target names, or of the only one that serves its host. */
export function readProvider(
  config: Config,
  place: { name: string; host: string },
  choice: ProviderChoice,
): string {
  const { name, host } = place;
  const id = config.getOptionalString('provider');
  if (id === undefined) return providerOfHost(place, choice);
  if (isOwnProvider(id)) return id;
  const registration = choice.registry.get(id);
  if (!registration) {
    throw new InputError(
      `Target ${name}: provider ${id} is unknown. Use ${[
        ...OWN_PROVIDERS,
        ...choice.registry.ids(),
      ].join(' or ')}, or install the module that adds it.`,
    );
  }
  if (!registration.hosts.includes(host.toLowerCase())) {
    throw new InputError(
      `Target ${name}: provider ${id} does not serve ${host}, only ${registration.hosts.join(
        ', ',
      )}.`,
    );
  }
  return id;
}

function providerOfHost(
  { name, host }: { name: string; host: string },
  { registry, integrations }: ProviderChoice,
): string {
  const serving = [
    ...OWN_PROVIDERS.filter(id => integrations[id].byHost(host)),
    ...(registry.ofHost(host) ? [registry.ofHost(host)!.id] : []),
  ];
  if (serving.length === 1) return serving[0];
  throw new InputError(
    serving.length === 0
      ? `Target ${name}: no provider serves ${host}. Add it to integrations, or install a module for it.`
      : `Target ${name}: ${serving.join(
          ' and ',
        )} both serve ${host}. Name one as its provider.`,
  );
}
