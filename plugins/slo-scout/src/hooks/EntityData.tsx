import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import type {
  Artifact,
  Capabilities,
  Deployment,
  Slo,
  SloMeasurement,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { useSearchParams } from 'react-router-dom';
import { useArtifacts } from './useArtifacts';
import { useCapabilities } from './useCapabilities';
import { useDeployments } from './useDeployments';
import type { Loaded } from './useLoaded';
import { useMeasurements } from './useMeasurements';
import { useSlos } from './useSlos';

/** What every view of the tab reads, loaded once. */
export interface EntityData {
  entityRef: string;
  slos: Loaded<Slo[]>;
  /** Of the chosen environment. */
  artifacts: Loaded<Artifact[]>;
  /** Of the chosen environment, newest first. */
  deployments: Loaded<Deployment[]>;
  capabilities: Loaded<Capabilities>;
  /** Of the chosen environment, one request for all SLOs. */
  measurements: Loaded<SloMeasurement[]>;
  environment: string | undefined;
  /** That the address names, although there is none of that name. */
  unknownEnvironment: string | undefined;
  setEnvironment: (name: string) => void;
  /** After something was done: everything that it may have changed. */
  refreshAll: () => void;
}

const Context = createContext<EntityData | undefined>(undefined);

export function EntityDataProvider({ children }: { children: ReactNode }) {
  const entityRef = stringifyEntityRef(useEntity().entity);
  const slos = useSlos(entityRef);
  const artifacts = useArtifacts(entityRef);
  const deployments = useDeployments(entityRef, artifacts.refresh);
  const capabilities = useCapabilities(entityRef);
  const { chosen, ...environments } = useEnvironment(capabilities.value);
  // The portal measures its default by itself: no need to wait for its name.
  const measurements = useMeasurements(entityRef, chosen);
  const { environment } = environments;

  const value: EntityData = {
    entityRef,
    slos,
    artifacts: useInEnvironment(artifacts, environment, capabilities),
    deployments: useInEnvironment(deployments, environment, capabilities),
    capabilities,
    measurements,
    ...environments,
    refreshAll: () => {
      slos.refresh();
      artifacts.refresh();
      deployments.refresh();
      measurements.refresh();
      capabilities.refresh();
    },
  };
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useEntityData(): EntityData {
  const data = useContext(Context);
  if (!data) throw new Error('useEntityData outside of EntityDataProvider');
  return data;
}

/** The environment is in the URL, so that a link shows others the same. */
function useEnvironment(capabilities: Capabilities | undefined) {
  const [search, setSearch] = useSearchParams();
  const named = search.get('environment') ?? undefined;
  const isUnknown =
    named !== undefined &&
    capabilities !== undefined &&
    named !== capabilities.default_environment &&
    !capabilities.environments.some(({ name }) => name === named);
  const chosen = isUnknown ? undefined : named;
  const setEnvironment = (name: string) =>
    setSearch(previous => {
      previous.set('environment', name);
      return previous;
    });
  return {
    chosen,
    environment: chosen ?? capabilities?.default_environment,
    unknownEnvironment: isUnknown ? named : undefined,
    setEnvironment,
  };
}

/**
 * Nothing until it is known which environments there are: files of several are no
 * bundle, and those of one that there is not are none.
 */
function useInEnvironment<T extends { environment: string }>(
  loaded: Loaded<T[]>,
  environment: string | undefined,
  capabilities: Loaded<Capabilities>,
): Loaded<T[]> {
  const value = useMemo(
    () => loaded.value?.filter(item => item.environment === environment),
    [loaded.value, environment],
  );
  return capabilities.value
    ? { ...loaded, value }
    : { ...capabilities, value: undefined };
}
