import { describe, expect, it } from 'vitest';
import { pick, thinIndices } from './thin';

describe('thinIndices', () => {
  it('leaves few values alone', () => {
    expect(thinIndices(new Float64Array(10), 10)).toBeNull();
    expect([...pick(new Float64Array([1, 2]), null)]).toEqual([1, 2]);
  });
  it('keeps spikes, the ends and the order, within the limit', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 50));
    values[4321] = 99;
    values[777] = -99;
    const indices = thinIndices(values, 500);
    if (indices === null) throw new Error('nothing was thinned');
    expect(indices.length).toBeLessThanOrEqual(500);
    expect([indices[0], indices.at(-1)]).toEqual([0, 9999]);
    expect([...indices]).toEqual([...indices].sort((a, b) => a - b));
    expect(Math.max(...pick(values, indices))).toBe(99);
    expect(Math.min(...pick(values, indices))).toBe(-99);
  });
});
