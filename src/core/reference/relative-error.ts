/** |got - want| / |want| over all elements (2-norms); the absolute norm where `want` is zero. NaN where `got` has one. */
export function relativeError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < want.length; i++) {
    const w = want[i] ?? Number.NaN;
    difference += ((got[i] ?? Number.NaN) - w) ** 2;
    size += w ** 2;
  }
  return size === 0 ? Math.sqrt(difference) : Math.sqrt(difference / size);
}
