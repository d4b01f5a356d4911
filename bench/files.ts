import { ConfigReader } from '@backstage/config';
import { ARTIFACT_TYPES } from '@slo-scout/backstage-plugin-slo-scout-common';
import { generateFiles } from '../plugins/slo-scout-backend/src/generators';
import { generatorInput } from './subject';

export const NO_CONFIG = new ConfigReader({});

/** Every file of a service with so many SLOs. */
export function filesOf(
  size: number,
  { prometheusUrl }: { prometheusUrl: string },
) {
  const input = generatorInput(size, prometheusUrl);
  return { input, ...generateFiles(input, ARTIFACT_TYPES) };
}
