import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';

/** Something that entries have in common: `deployment 7d…`. */
export type Link = `${string} ${string}`;

/** What an entry says of the bundle it is about. */
export interface Links {
  /** Kinds of links, the one that tells most first. */
  strongest: Link[][];
  /** A generation ended: the ids of its files, sorted; '' where it brought none. */
  generated?: string;
  /** SLOs that were generated from. */
  sloIds: string[];
}

const links = (kind: string, ids: string[]): Link[] =>
  ids.map((id): Link => `${kind} ${id}`);

const texts = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];

const objects = (value: unknown): Array<Record<string, unknown>> =>
  Array.isArray(value)
    ? value.filter(
        (item): item is Record<string, unknown> =>
          typeof item === 'object' && item !== null,
      )
    : [];

export function linksOf({ action, payload }: AuditEntry): Links {
  const files = objects(payload.artifacts);
  const ids = [
    ...texts(payload.artifact_ids),
    ...texts([payload.artifact_id]),
    ...files.flatMap(file => texts([file.id])),
  ];
  // The generation that voids an override is not the one it was asked for.
  const generations = action.startsWith('override_')
    ? []
    : texts([payload.generation_id, ...files.map(file => file.generation_id)]);
  const ended =
    typeof payload.generation_id === 'string' && generations.length > 0;
  return {
    strongest: [
      links('deployment', texts([payload.deployment_id])),
      links('artifact', ids),
      links('generation', generations),
      links('bundle', texts([payload.bundle_hash])),
      links('override', texts([payload.override_id])),
    ],
    ...(ended ? { generated: [...ids].sort().join(' ') } : {}),
    sloIds: texts(payload.slo_ids),
  };
}
