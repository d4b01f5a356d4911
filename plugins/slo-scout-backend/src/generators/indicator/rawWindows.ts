import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { parseDuration } from '../../promql';
import { GenerationRefused } from '../GenerationRefused';

/** Longer windows over raw data cost Prometheus more than they are worth. */
const MAX_RAW_WINDOW = parseDuration('6h');

/** Whether a window is asked of raw data, for an SLO whose queries can be asked for any window. */
export function fromRaw({ accuracy }: Slo, window: string): boolean {
  return accuracy === 'exact' || parseDuration(window) <= MAX_RAW_WINDOW;
}

/** Throws `GenerationRefused` where every window should be exact and cannot be. */
export function refuseExact({ name, accuracy }: Slo, why: string) {
  if (accuracy !== 'exact') return;
  throw new GenerationRefused(
    `The SLO ${name} asks for accuracy: exact, but ${why}. Leave accuracy out: windows above 6h are then summed up from what the rules recorded.`,
  );
}

/** Told where every window is exact: what it costs, and what it needs. */
export function exactNotes({ name, accuracy, window }: Slo): string[] {
  return accuracy === 'exact'
    ? [
        `${name}: every window is asked of raw data (accuracy: exact), the longest over ${window} at every evaluation. Prometheus must hold raw data for that long.`,
      ]
    : [];
}
