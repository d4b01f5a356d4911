import { Decimal, printNumber, printSelector } from '../../promql';
import type { Mixture } from './mixture';
import { NotReadable } from './NotReadable';
import type { Labels } from './seriesClasses';

/** A time during which the same happens all along. */
export interface Phase {
  seconds: number;
  /** Share of bad events from 0 to 1, or the value that is measured. */
  share: number;
  /** Nothing happens: counters stand still. */
  quiet?: boolean;
}

/** A series in promtool's notation: samples at 0, one interval, two intervals, and so on. */
export interface InputSeries {
  series: string;
  values: string;
}

/**
 * The series of a mixture through several phases. A phase's first sample comes
 * one interval after the last of the phase before. Throws `NotReadable` where
 * no series give such a value.
 *
 * @param perInterval - events in all between two samples, where the mixture counts any
 */
export function mixtureSeries(
  { kind, absolute, series }: Mixture,
  phases: Phase[],
  { interval, perInterval }: { interval: number; perInterval: number },
): InputSeries[] {
  const events = absolute ? interval : perInterval;
  return series.map(({ metric, labels, whenGood, whenBad }) => {
    const steps = phases.map(({ seconds, share, quiet }) => {
      const value = whenGood + (whenBad - whenGood) * share;
      if (kind === 'counter' && value < 0) {
        throw new NotReadable('its counters would have to fall');
      }
      const grown = quiet ? 0 : value * events;
      return {
        count: Math.round(seconds / interval),
        value: exact(kind === 'counter' ? grown : value),
      };
    });
    const values = kind === 'counter' ? counterValues(steps) : gauge(steps);
    return { series: selectorOf(metric, labels), values };
  });
}

interface Step {
  count: number;
  /** What a counter grows by at each sample, or the gauge's value. */
  value: number;
}

/**
 * A counter through several phases grows by whole numbers: grown by fractions,
 * it may seem to fall by a rounding at their seam, which Prometheus takes for a
 * reset.
 */
export function counterValues(steps: Step[]): string {
  const whole = steps.length > 1;
  let total = 0;
  return steps
    .map(({ count, value }) => ({
      count,
      value: whole ? Math.round(value) : value,
    }))
    .filter(({ count }) => count > 0)
    .map(({ count, value }, index) => {
      // Of a sequence, `n` is the number of steps behind its first value.
      const from = index === 0 ? 0 : total + value;
      const further = index === 0 ? count : count - 1;
      total += count * value;
      return further === 0
        ? printed(from)
        : `${printed(from)}+${printed(value)}x${further}`;
    })
    .join(' ');
}

/** A series that has one value all along each phase. */
export function levelSeries(
  series: string,
  phases: Array<{ seconds: number; value: number }>,
  interval: number,
): InputSeries {
  const steps = phases.map(({ seconds, value }) => ({
    count: Math.round(seconds / interval),
    value,
  }));
  return { series, values: gauge(steps) };
}

const NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/;

/** One series as promtool reads it. Throws `NotReadable` for labels that it does not. */
export function selectorOf(metric: string, labels: Labels): string {
  const names = Object.keys(labels).sort();
  const strange = names.find(name => !NAME.test(name) || name.includes(':'));
  if (strange !== undefined) {
    throw new NotReadable(`promtool knows no label ${JSON.stringify(strange)}`);
  }
  const matchers = names.map(label => ({
    label,
    op: '=' as const,
    value: labels[label],
  }));
  return NAME.test(metric)
    ? printSelector(metric, matchers)
    : printSelector('', [
        { label: '__name__', op: '=', value: metric },
        ...matchers,
      ]);
}

const MAX_EVENTS = 1e8;

/**
 * The least power of ten, and at least so many, of which these shares are whole
 * events; where there is none, one that makes a rounding mean nothing.
 */
export function wholeEvents(
  { series }: Mixture,
  shares: number[],
  atLeast: number,
): number {
  const parts = series.flatMap(({ whenGood, whenBad }) =>
    shares.map(share => exact(whenGood + (whenBad - whenGood) * share)),
  );
  for (let events = 1; events < MAX_EVENTS; events *= 10) {
    if (events >= atLeast && parts.every(part => isWhole(part * events))) {
      return events;
    }
  }
  return MAX_EVENTS;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9 * Math.max(1, value);
}

function gauge(steps: Step[]): string {
  return merged(steps)
    .filter(({ count }) => count > 0)
    .map(({ count, value }, index) => {
      const further = index === 0 ? count : count - 1;
      return further === 0 ? printed(value) : `${printed(value)}x${further}`;
    })
    .join(' ');
}

function merged(steps: Step[]): Step[] {
  return steps.reduce<Step[]>((before, step) => {
    const last = before.at(-1);
    return last?.value === step.value
      ? [...before.slice(0, -1), { ...last, count: last.count + step.count }]
      : [...before, step];
  }, []);
}

/** Without the noise of binary fractions; whole where it nearly is. */
export function exact(value: number): number {
  return Number(value.toPrecision(12));
}

export function printed(value: number): string {
  return printNumber(Decimal.of(value));
}
