import { expect, test } from 'vitest';
import { judge } from './judge';

const want = new Map([
  ['value', [3, 4]],
  ['gradient of x', [0, 0]],
]);
const got = (value: number[], gradient: number[]) =>
  new Map([
    ['value', value],
    ['gradient of x', gradient],
  ]);

test('what is within the tolerance passes, with the largest error and whose it is', () => {
  const judgement = judge(got([3, 4.005], [0, 1e-6]), want, 1e-2);
  expect(judgement).toMatchObject({ worst: 'value', verdict: 'passed', reason: '' });
  expect(judgement.error).toBeCloseTo(1e-3, 12);
});

test('what should be zero is measured by its size', () => {
  expect(judge(got([3, 4], [0, 0.1]), want, 1e-2)).toEqual({
    error: 0.1,
    worst: 'gradient of x',
    verdict: 'failed',
    reason: 'gradient of x is off: element 1 is 0.100000, not 0.00000',
  });
});

test.each([
  ['zeros', [0, 0], 'value is all zeros'],
  ['NaN', [3, Number.NaN], 'value is NaN at element 1'],
  ['infinity', [Infinity, 4], 'value is Infinity at element 0'],
  ['a wrong length', [3], 'value has 1 elements, not 2'],
])('%s fails, however large the tolerance', (_, value, reason) => {
  expect(judge(got(value, [0, 0]), want, 1e9)).toMatchObject({ verdict: 'failed', reason });
});

test('an output that is missing fails, and so does a reference without any or with NaN', () => {
  expect(judge(new Map(), want, 1)).toMatchObject({ reason: 'value has 0 elements, not 2; and 1 more' });
  expect(judge(got([3, 4], [0, 0]), new Map(), 1).verdict).toBe('failed');
  const broken = new Map([['value', [Number.NaN]]]);
  expect(judge(new Map([['value', [1]]]), broken, 1).reason).toBe('value has no finite reference');
});
