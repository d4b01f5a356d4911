import { Decimal } from '../../promql';
import { Findings, shown } from './Findings';

const NO_BUDGET =
  'An objective of 100 % has no error budget: a single failure could never be made good, and no alert could have a threshold. Give the share that people can live with';
const NOTHING_ASKED =
  'An objective of 0 % is met by a service that always fails. Give a share above 0';

/** A share of good events above 0 and below 1; undefined after a fault. */
export function readShare(
  target: number,
  path: string,
  findings: Findings,
): number | undefined {
  if (isShare(target)) return target;
  findings.fault(path, refusalOfShare(target));
  return undefined;
}

/** Prometheus computes in doubles: what is next to 0 or 1 is the same as they. */
function isShare(value: number): boolean {
  return value > 0 && value < 1 && 1 - value < 1;
}

function refusalOfShare(target: number): string {
  if (target === 1) return `${NO_BUDGET}, such as 0.9999.`;
  if (target === 0) return `${NOTHING_ASKED} and below 1, such as 0.99.`;
  const percent =
    target > 1 && target < 100
      ? ` For percent write targetPercent: ${target}.`
      : '';
  return `${shown(target)} is not above 0 and below 1.${percent}`;
}

const PLAIN_NUMBER = /^\d{1,3}(\.\d{1,30})?$/;

/**
 * A percentage as a share, exactly: 99.9 is 0.999, not 0.9990000000000001.
 * Undefined after a fault.
 *
 * @param percent - a number, or plain digits
 */
export function readPercent(
  percent: number | string,
  path: string,
  findings: Findings,
): number | undefined {
  if (typeof percent === 'string' && !PLAIN_NUMBER.test(percent)) {
    findings.fault(path, `${shown(percent)} is not a percentage such as 99.9.`);
    return undefined;
  }
  const value = Number(percent);
  if (value > 0 && value < 100) {
    const share = Decimal.of(percent).dividedBy(Decimal.of(100), 40).toNumber();
    if (isShare(share)) return share;
  }
  findings.fault(path, refusalOfPercent(value));
  return undefined;
}

function refusalOfPercent(value: number): string {
  if (value === 100) return `${NO_BUDGET}, such as 99.99.`;
  if (value === 0) return `${NOTHING_ASKED} and below 100, such as 99.`;
  return `${shown(value)} is not above 0 and below 100.`;
}
