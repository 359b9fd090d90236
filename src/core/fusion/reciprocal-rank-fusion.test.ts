import { expect, test } from 'vitest';
import type { Run } from '../metrics/run';
import { createRandom } from '../random/random';
import { fuseRuns } from './reciprocal-rank-fusion';

const run = (...ids: string[]): Run => new Map([['q', ids.map((id, i) => ({ id, score: -i }))]]);
const options = { depth: 10, ties: 'descending' } as const;

test('worked by hand: b is second and first, a first and third', () => {
  const fused = fuseRuns([run('a', 'b', 'c'), run('b', 'd', 'a')], options).get('q');
  expect(fused?.map(({ id }) => id)).toEqual(['b', 'a', 'd', 'c']);
  expect(fused?.[0]?.score).toBeCloseTo(1 / 62 + 1 / 61, 15);
  expect(fused?.[1]?.score).toBeCloseTo(1 / 61 + 1 / 63, 15);
});

test('k, depth and ties are kept; a query of one run alone is there', () => {
  const other: Run = new Map([['only', [{ id: 'x', score: 3 }]]]);
  const fused = fuseRuns([run('a', 'b'), run('b', 'a'), other], { k: 1, depth: 1, ties: 'ascending' });
  expect(fused.get('q')).toEqual([{ id: 'a', score: 1 / 2 + 1 / 3 }]);
  expect(fused.get('only')).toEqual([{ id: 'x', score: 1 / 2 }]);
});

test('only the order within a run counts (seed 5)', () => {
  const random = createRandom(5);
  const scored = Array.from({ length: 30 }, (_, i) => ({ id: `d${String(i)}`, score: random.next() }));
  const stretched = scored.map(({ id, score }) => ({ id, score: Math.exp(9 * score) }));
  const second = run('d3', 'd9', 'd1');
  const fused = (first: typeof scored) => fuseRuns([new Map([['q', first]]), second], options);
  expect(fused(stretched)).toEqual(fused(scored));
});
