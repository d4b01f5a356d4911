import { openSloV1, openSloV2Alpha } from './openSlo/openSlo';
import { openSloV1Alpha } from './openSloV1alpha/openSloV1Alpha';
import { pyrra } from './pyrra/pyrra';
import { slothFile, slothResource } from './sloth/sloth';
import type { Dialect } from './types';

/** Every way of writing SLOs that is read. One folder each, one page: docs/documents.md. */
export const DIALECTS: Dialect[] = [
  openSloV1,
  openSloV1Alpha,
  openSloV2Alpha,
  slothFile,
  slothResource,
  pyrra,
];
