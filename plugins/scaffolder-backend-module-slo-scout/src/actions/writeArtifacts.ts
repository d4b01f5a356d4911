import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';

/** Writes the files below a directory of the workspace; never outside of it. */
export async function writeArtifacts(
  artifacts: Artifact[],
  workspacePath: string,
  directory: string,
): Promise<void> {
  const root = resolveSafeChildPath(workspacePath, directory);
  for (const artifact of artifacts) {
    const file = resolveSafeChildPath(root, artifact.path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, artifact.content);
  }
}
