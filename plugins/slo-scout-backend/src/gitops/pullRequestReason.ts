import type {
  Artifact,
  DeploymentKind,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { code, list } from './markdown';

const ROOM = 5_000;

/** What a pull request changes, and beside what. */
export interface Change {
  kind?: DeploymentKind;
  artifacts: Artifact[];
  /** What stands in the target now. */
  deployed?: Artifact[];
  /** Paths that are taken away. */
  removed?: string[];
}

/** Why the files differ from what is deployed: a sentence for each SLO and file. */
export function reasonSection(change: Change): string {
  const reasons = [
    ...reasonOfKind(change),
    ...sloReasons(change),
    ...fileReasons(change),
  ];
  return reasons.length === 0
    ? ''
    : `## Why\n\n${list(reasons, ROOM, 'reasons')}`;
}

function reasonOfKind({ kind }: Change): string[] {
  switch (kind) {
    case 'rebase':
      return [
        'The target branch changed in the same place: the files are put on it as it is now.',
      ];
    case 'rollback':
      return [
        'Somebody rolled a deployment back: this restores what stood there before it.',
      ];
    case 'restore':
      return [
        'The target branch was changed past the portal: this puts back what was approved and deployed.',
      ];
    default:
      return [];
  }
}

/** Revision of each SLO in the files, by its id. */
function revisionsIn(artifacts: Artifact[]) {
  const refs = artifacts.flatMap(artifact => artifact.slo_refs);
  return new Map(refs.map(ref => [ref.slo_id, ref]));
}

function sloReasons({ artifacts, deployed = [], removed = [] }: Change) {
  const now = revisionsIn(artifacts);
  const former = revisionsIn(deployed);
  const touched = new Set([...artifacts.map(({ path }) => path), ...removed]);
  const left = revisionsIn(deployed.filter(({ path }) => touched.has(path)));
  const kept = revisionsIn(
    deployed.filter(({ path }) => !touched.has(path)).concat(artifacts),
  );
  return [
    ...[...now.values()].flatMap(({ slo_id: id, name, revision }) => {
      const before = former.get(id)?.revision;
      if (before === revision) return [];
      return before === undefined
        ? [`${code(name)} is new (revision ${revision}).`]
        : [`${code(name)} went from revision ${before} to ${revision}.`];
    }),
    ...[...left.values()]
      .filter(({ slo_id: id }) => !kept.has(id))
      .map(({ name }) => `${code(name)} is no longer in force.`),
  ];
}

/** Files whose SLOs did not change. */
function fileReasons({ artifacts, deployed = [] }: Change): string[] {
  const standing = new Map(deployed.map(file => [file.path, file]));
  return artifacts.flatMap(file => {
    const former = standing.get(file.path);
    if (!former || refsOf(former) !== refsOf(file)) return [];
    return former.content_hash === file.content_hash
      ? [
          `${code(
            file.path,
          )} is the file that is deployed, put back where the branch has another.`,
        ]
      : [
          `${code(
            file.path,
          )} was generated anew from the same SLOs: the generator, the configuration or the service's catalog entry changed.`,
        ];
  });
}

function refsOf({ slo_refs: refs }: Artifact): string {
  return refs
    .map(({ slo_id: id, revision }) => `${id}@${revision}`)
    .sort()
    .join(' ');
}
