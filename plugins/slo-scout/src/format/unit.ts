import { formatDuration, LONGEST_SECONDS, YEAR_SECONDS } from './duration';
import { shownLanguage } from './language';
import { formatNumber, formatYears } from './number';

const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A value in the unit that a Grafana panel names; unknown units stand as they are. */
export function formatUnit(value: number | null, unit = 'short'): string {
  if (value === null || !Number.isFinite(value)) return '–';
  switch (unit) {
    case 'percentunit':
      return `${share(value * 100)} %`;
    case 'percent':
      return `${share(value)} %`;
    case 's':
      return seconds(value);
    case 'ms':
      return seconds(value / 1000);
    case 'reqps':
      return `${formatNumber(value)} req/s`;
    case 'bytes':
      return bytes(value);
    case 'short':
    case 'none':
      return formatNumber(value);
    default:
      return `${formatNumber(value)} ${unit}`;
  }
}

/** Objectives differ in their last digits, so that three would not do. */
function share(percent: number): string {
  return percent.toLocaleString(shownLanguage(), {
    maximumSignificantDigits: 6,
    useGrouping: false,
  });
}

function seconds(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0 s';
  if (size < 1) return `${formatNumber(value * 1000)} ms`;
  if (size < 60) return `${formatNumber(value)} s`;
  // Such as the age of something that never was: Unix time is 0 there.
  if (size > LONGEST_SECONDS) return formatYears(value / YEAR_SECONDS);
  return value < 0 ? `-${formatDuration(size)}` : formatDuration(size);
}

function bytes(value: number): string {
  const power = Math.min(
    BYTES.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.abs(value) || 1) / 10)),
  );
  return `${formatNumber(value / 1024 ** power)} ${BYTES[power]}`;
}
