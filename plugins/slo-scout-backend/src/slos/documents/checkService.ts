import { shown } from './Findings';
import type { Mapping } from './Mapping';
import type { ReadContext } from './types';

/** Warns of a document that names another service than the one it is read for. */
export function checkService(
  mapping: Mapping<{ service?: string }>,
  { findings, service }: ReadContext,
) {
  if (service === undefined) return;
  const named = mapping.take('service');
  if (named !== undefined && named !== service) {
    findings.warn(
      mapping.at('service'),
      `Names ${shown(named)}; the SLO is taken for ${service}.`,
    );
  }
}
