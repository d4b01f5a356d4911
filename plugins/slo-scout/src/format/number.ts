import { shownLanguage } from './language';

/** A ratio as percent without the noise of binary fractions: 0.999 is `99.9 %`. */
export function formatPercent(ratio: number): string {
  const percent = (ratio * 100).toLocaleString(shownLanguage(), {
    maximumFractionDigits: 6,
    useGrouping: false,
  });
  return `${percent} %`;
}

/** A number that people have set, with every digit of it. */
export function formatExact(value: number): string {
  return value.toLocaleString(shownLanguage(), {
    maximumSignificantDigits: 15,
    useGrouping: false,
  });
}

/** A length of time too long for days: `53.9 years`. */
export function formatYears(years: number): string {
  return years.toLocaleString(shownLanguage(), {
    style: 'unit',
    unit: 'year',
    unitDisplay: 'long',
    maximumSignificantDigits: 3,
  });
}

/** A measured figure with as many digits as a reader can use. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return value.toLocaleString(shownLanguage());
  return Number(value.toPrecision(3)).toLocaleString(shownLanguage(), {
    maximumSignificantDigits: 3,
  });
}
