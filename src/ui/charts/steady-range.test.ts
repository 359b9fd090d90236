import { expect, test } from 'vitest';
import { steadyRange, type AxisWish } from './steady-range';

const CASES: readonly (readonly [what: string, values: number[], wish: AxisWish, range: [number, number]])[] =
  [
    ['ends at round numbers', [0.53, 0.71], {}, [0.52, 0.72]],
    ['stays when a value within it comes', [0.53, 0.6, 0.71], {}, [0.52, 0.72]],
    ['spans what it was told to', [0.6, 0.62], { leastSpan: 0.3 }, [0.45, 0.8]],
    ['gives a share of the value', [5], { leastShare: 0.4 }, [3.5, 6.5]],
    ['holds what it was told to', [3, 4], { includes: [0] }, [0, 5]],
    ['has no negative end for values that have none', [0.01, 0.02], { leastSpan: 1 }, [0, 1.2]],
    ['has one for those that have', [-0.3, 0.4], {}, [-0.4, 0.5]],
    ['survives zeros', [0], {}, [0, 0.0012]],
  ];

for (const [what, values, wish, [low, high]] of CASES)
  test(`an axis ${what}`, () => {
    const got = steadyRange(values, wish);
    expect(got[0]).toBeCloseTo(low, 9);
    expect(got[1]).toBeCloseTo(high, 9);
  });
