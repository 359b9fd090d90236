import { expect, test } from 'vitest';
import { bestRuns, type Rankable } from './best-runs';

const run = (id: string, mean: number | null, change: Partial<Rankable> = {}): Rankable => ({
  ...{ id, metric: 'nDCG@10', settings: {}, sets: [{ questions: 'test' }] },
  dev: { name: 'dev', questions: 'dev', kept: mean === null ? null : { mean } },
  ...change,
});

test('the best stands highest on the curve that chose the weights', () => {
  expect(bestRuns([run('a', 0.3), run('b', 0.5), run('c', 0.4), run('unmeasured', null)])).toEqual([
    { id: 'b', among: 3, dev: 'dev', byTest: false },
  ]);
});

test('only runs with the same curve, metric and rules are held against each other', () => {
  const elsewhere = { dev: { name: 'dev', questions: 'others', kept: { mean: 0.9 } } };
  expect(bestRuns([run('a', 0.3), run('b', 0.2, elsewhere)])).toEqual([]);
  expect(bestRuns([run('a', 0.3), run('b', 0.2, { metric: 'nDCG@5' })])).toEqual([]);
  expect(bestRuns([run('a', 0.3), run('b', 0.2, { settings: { ties: 'ascending' } })])).toEqual([]);
  const two = [run('a', 0.3), run('b', 0.2), run('c', 0.9, elsewhere), run('d', 0.9, elsewhere)];
  expect(bestRuns(two).map(({ id }) => id)).toEqual(['a', 'c']);
});

test('says when the curve has the questions of the result', () => {
  const same = { sets: [{ questions: 'dev' }] };
  expect(bestRuns([run('a', 0.3, same), run('b', 0.2, same)])).toMatchObject([{ id: 'a', byTest: true }]);
});
