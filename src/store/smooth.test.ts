import { describe, expect, it } from 'vitest';
import { smooth } from './smooth';

describe('smooth', () => {
  it('keeps a constant, from the first value on', () => {
    for (const value of smooth(new Float64Array([3, 3, 3]), 0.9)) expect(value).toBeCloseTo(3, 12);
  });
  it('changes nothing at weight 0', () => {
    expect([...smooth(new Float64Array([1, 5, 2]), 0)]).toEqual([1, 5, 2]);
  });
  it('gives the worked value', () => {
    // (0.5*0.5*2 + 0.5*4) / (0.25 + 0.5)
    expect(smooth(new Float64Array([2, 4]), 0.5)[1]).toBeCloseTo(10 / 3, 12);
  });
});
