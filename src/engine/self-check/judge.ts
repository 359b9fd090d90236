import { relativeError } from '../../core/reference/relative-error';
import type { Outputs } from './check';
import type { SelfCheckRow } from '../protocol/self-check';

export type Judgement = Pick<SelfCheckRow, 'error' | 'worst' | 'verdict' | 'reason'>;

/**
 * Compares what was computed with the reference. Besides too large an error, what is not finite fails, and zeros
 * where there should be something: a GPU that lost its device answers with zeros and no word.
 */
export function judge(got: Outputs, want: Outputs, tolerance: number): Judgement {
  let error: number | null = null;
  let worst = '';
  const reasons: string[] = [];
  for (const [name, wanted] of want) {
    const values = got.get(name) ?? [];
    const fault = unusable(values, wanted);
    if (fault !== '') {
      reasons.push(`${name} ${fault}`);
      continue;
    }
    const own = relativeError(values, wanted);
    if (error === null || own > error) [error, worst] = [own, name];
    if (own > tolerance) reasons.push(`${name} is off: ${worstElement(values, wanted)}`);
  }
  if (want.size === 0) reasons.push('there is nothing to compare with');
  const [first = '', ...others] = reasons;
  const more = others.length === 0 ? '' : `; and ${String(others.length)} more`;
  return { error, worst, verdict: reasons.length === 0 ? 'passed' : 'failed', reason: first + more };
}

/** What is wrong with values before they are compared; '' for nothing. */
function unusable(values: ArrayLike<number>, wanted: ArrayLike<number>): string {
  if (findNonFinite(wanted) >= 0) return 'has no finite reference';
  if (values.length !== wanted.length)
    return `has ${String(values.length)} elements, not ${String(wanted.length)}`;
  const at = findNonFinite(values);
  if (at >= 0) return `is ${String(values[at])} at element ${String(at)}`;
  if (isZero(values) && !isZero(wanted)) return 'is all zeros';
  return '';
}

function findNonFinite(values: ArrayLike<number>): number {
  return Array.prototype.findIndex.call(values, (value: number) => !Number.isFinite(value));
}

function isZero(values: ArrayLike<number>): boolean {
  return Array.prototype.every.call(values, (value: number) => value === 0);
}

function worstElement(got: ArrayLike<number>, want: ArrayLike<number>): string {
  const gap = (i: number): number => Math.abs((got[i] ?? Number.NaN) - (want[i] ?? Number.NaN));
  let worst = 0;
  for (let i = 1; i < want.length; i++) if (gap(i) > gap(worst)) worst = i;
  return `element ${String(worst)} is ${print(got[worst])}, not ${print(want[worst])}`;
}

function print(value: number | undefined): string {
  return value === undefined ? 'missing' : value.toPrecision(6);
}
