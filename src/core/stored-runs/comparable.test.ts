import { expect, test } from 'vitest';
import { whyNotComparable } from './comparable';

const run = (questions: string, settings: Record<string, string> = {}, queries = 110) => ({
  settings,
  sets: [{ testSet: { name: 'sample', queries }, questions }],
});

test('runs on the same questions by the same rules can be compared', () => {
  expect(whyNotComparable(run('a'), run('a'), 'sample')).toBeNull();
  // A rule that an older version did not know had its default.
  expect(whyNotComparable(run('a', { gain: 'linear' }), run('a'), 'sample')).toBeNull();
  expect(whyNotComparable(run('a', { lr: '1' }), run('a', { lr: '2' }), 'sample')).toBeNull();
});

test.each([
  [run('a'), run('b'), 'sample', /^Different questions: .*as many, but not the same/u],
  [run('a'), run('b', {}, 98), 'sample', /^Different questions: .*\(110 and 98/u],
  [run('a'), run('a'), 'other', /^One of them was not measured on "other"\.$/u],
  [run('a', { gain: 'exponential' }), run('a'), 'sample', /^Measured by different rules: Gain of nDCG\.$/u],
])('others cannot, and it is said why', (a, b, set, reason) => {
  expect(whyNotComparable(a, b, set)).toMatch(reason);
  expect(whyNotComparable(b, a, set)).not.toBeNull();
});
