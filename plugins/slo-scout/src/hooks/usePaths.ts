import { createContext, useContext } from 'react';
import { useLocation, useResolvedPath } from 'react-router-dom';

/** Addresses of the tab's views. */
export interface Paths {
  slos: string;
  newSlo: string;
  artifacts: string;
  generate: string;
  backtest: string;
  policy: string;
  deployments: string;
  audit: string;
}

export const PathsContext = createContext<Paths | undefined>(undefined);

/** Paths below the tab; call it where the tab itself is routed. */
export function useRootPaths(): Paths {
  const base = useResolvedPath('.').pathname.replace(/\/+$/, '');
  const environment = new URLSearchParams(useLocation().search).get(
    'environment',
  );
  const search = environment ? `?${new URLSearchParams({ environment })}` : '';
  return {
    slos: `${base}/slos${search}`,
    newSlo: `${base}/slos/new${search}`,
    artifacts: `${base}/artifacts${search}`,
    generate: `${base}/artifacts/generate${search}`,
    backtest: `${base}/artifacts/backtest${search}`,
    policy: `${base}/artifacts/policy${search}`,
    deployments: `${base}/deployments${search}`,
    audit: `${base}/audit${search}`,
  };
}

export function usePaths(): Paths {
  const paths = useContext(PathsContext);
  if (!paths) throw new Error('usePaths outside of PathsContext');
  return paths;
}

/** Where an SLO is edited. */
export function editPath({ slos }: Paths, id: string): string {
  const [pathname, search] = slos.split('?');
  const edit = `${pathname}/${encodeURIComponent(id)}/edit`;
  return search ? `${edit}?${search}` : edit;
}
