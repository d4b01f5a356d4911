import { ARTIFACT_TYPES } from '@slo-scout/backstage-plugin-slo-scout-common';
import { generateFiles } from '../plugins/slo-scout-backend/src/generators';
import type { Prepare } from './phases';
import { generatorInput, generatorInputs } from './subject';

/** SLOs of a service, in an organisation with many services. */
export const SLOS_EACH = 10;

/** All SLOs of one service, in one generation. */
export const generateService: Prepare = async (size, { prometheusUrl }) => {
  const input = generatorInput(size, prometheusUrl);
  return {
    run: async () => {
      generateFiles(input, ARTIFACT_TYPES);
    },
  };
};

/** One generation for each service; what one made is gone before the next begins. */
export const generateServices: Prepare = async (size, { prometheusUrl }) => {
  const inputs = generatorInputs(size, SLOS_EACH, prometheusUrl);
  const files = inputs.flatMap(
    input => generateFiles(input, ARTIFACT_TYPES).files,
  );
  const produced = {
    files: files.length,
    bytes: files.reduce((sum, f) => sum + Buffer.byteLength(f.content), 0),
  };
  return {
    produced,
    run: async () => {
      for (const input of inputs) generateFiles(input, ARTIFACT_TYPES);
    },
  };
};
