import { expect } from 'vitest';

type Numbers = ArrayLike<number>;

/** |got - want| / |want| over all elements (2-norms); the absolute norm where `want` is zero. */
export function relativeError(got: Numbers, want: Numbers): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < want.length; i++) {
    const w = want[i] ?? Number.NaN;
    difference += ((got[i] ?? Number.NaN) - w) ** 2;
    size += w ** 2;
  }
  return size === 0 ? Math.sqrt(difference) : Math.sqrt(difference / size);
}

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
