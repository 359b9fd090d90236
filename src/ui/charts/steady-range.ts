export interface AxisWish {
  /** Values that the axis shows in any case. */
  readonly includes?: readonly number[];
  /** The axis spans at least this much. */
  readonly leastSpan?: number;
  /** The same as a share of the largest value. */
  readonly leastShare?: number;
}

/**
 * An axis that holds the values and ends at round numbers, so that it stays where it is while values come in and
 * moves by a whole step when it must. Values that are never negative get no negative axis.
 */
export function steadyRange(values: readonly number[], wish: AxisWish = {}): [low: number, high: number] {
  const all = [...values, ...(wish.includes ?? [])];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const size = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const least = Math.max(wish.leastSpan ?? 0, (wish.leastShare ?? 0) * size, size * 1e-3);
  const missing = Math.max(0, least - (high - low));
  const bottom = low >= 0 ? Math.max(0, low - missing / 2) : low - missing / 2;
  const top = Math.max(high, bottom + least);
  const step = roundStep((top - bottom) / 4);
  // A value on the very edge would be drawn half outside; zero as the foot of the axis needs no air.
  const air = step * 0.1;
  const from = Math.floor((bottom === 0 ? 0 : bottom - air) / step) * step;
  return [low >= 0 ? Math.max(0, from) : from, Math.ceil((top + air) / step) * step];
}

/** The largest of 1, 2, 5 times a power of ten that is not above `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [5, 2, 1].find((candidate) => candidate * power <= step * 1.000001) ?? 1;
  return factor * power;
}
