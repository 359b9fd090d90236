import { expect } from 'vitest';
import { relativeError } from '../../core/reference/relative-error';

type Numbers = ArrayLike<number>;

/** Fails with the worst element (index, got, want) when the relative error exceeds the tolerance. */
export function expectClose(what: string, got: Numbers, want: Numbers, tolerance: number): void {
  expect(got.length, `${what}: length`).toBe(want.length);
  const error = relativeError(got, want);
  if (error <= tolerance) return;
  let worst = 0;
  const gap = (i: number): number => Math.abs((got[i] ?? Number.NaN) - (want[i] ?? Number.NaN));
  for (let i = 0; i < want.length; i++) if (!(gap(i) <= gap(worst))) worst = i;
  const place = `element ${String(worst)}: got ${String(got[worst])}, want ${String(want[worst])}`;
  expect.fail(`${what}: relative error ${String(error)} above ${String(tolerance)}; ${place}`);
}
