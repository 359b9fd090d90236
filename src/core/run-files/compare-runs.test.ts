import { expect, test } from 'vitest';
import { compare } from '../significance/compare';
import { holm } from '../significance/holm';
import { pairedTTest } from '../significance/paired-t-test';
import { compareRuns, correctTogether } from './compare-runs';

const METRIC = 'nDCG@10';
const run = (name: string, values: Record<string, number>) => ({
  name,
  perQuery: new Map([[METRIC, new Map(Object.entries(values))]]),
});
const baseline = run('old', { a: 0.1, b: 0.2, c: 0.3, d: 0.5, e: 0.6, f: 0.1, g: 0.2 });
const better = run('new', { b: 0.4, a: 0.3, c: 0.6, d: 0.6, e: 0.9, f: 0.3, h: 1 });

test('pairs the queries that count for both, whatever their order', () => {
  const { queries, delta, tTest, ...names } = compareRuns('set', { run: better, baseline }, METRIC, 1);
  expect(names).toEqual({ set: 'set', run: 'new', baseline: 'old', metric: METRIC });
  expect(queries).toBe(6);
  const [old, now] = [
    [0.1, 0.2, 0.3, 0.5, 0.6, 0.1],
    [0.3, 0.4, 0.6, 0.6, 0.9, 0.3],
  ];
  expect(delta).toEqual(compare(old, now, 1));
  expect(delta.verdict).toBe('WIN');
  expect(tTest).toEqual(pairedTTest(old, now));
});

test('one query has no t-test; none in common, or another metric, is an error', () => {
  const one = run('one', { a: 1 });
  expect(compareRuns('set', { run: one, baseline }, METRIC, 1)).toMatchObject({ queries: 1, tTest: null });
  const none = { run: run('none', { z: 1 }), baseline };
  expect(() => compareRuns('set', none, METRIC, 1)).toThrow('"none" and "old" have no judged query of "set"');
  expect(() => compareRuns('set', none, 'MRR', 1)).toThrow('"MRR" was not measured');
});

test('comparisons that are read together are corrected together', () => {
  const one = compareRuns('set', { run: better, baseline }, METRIC, 1);
  const two = compareRuns('set', { run: run('x', { a: 1, b: 0 }), baseline }, METRIC, 1);
  const corrected = correctTogether([one, two]);
  expect(corrected.map(({ adjustedP }) => adjustedP)).toEqual(holm([one.delta.p, two.delta.p]));
  expect(corrected[0]?.adjustedP).toBe(2 * one.delta.p);
  expect(correctTogether([])).toEqual([]);
});
