import { expect, test } from 'vitest';
import { defaultSettings } from '../../core/settings/settings';
import { measureHybrid } from './measure-hybrid';

const set = {
  name: 'test',
  corpus: [],
  queries: [
    { id: 'q1', text: 'one' },
    { id: 'q2', text: 'two' },
  ],
  qrels: new Map([
    ['q1', new Map([['b', 1]])],
    ['q2', new Map([['y', 1]])],
  ]),
};
const ranking = (...ids: string[]) => ids.map((id, i) => ({ id, score: -i }));
const bm25 = {
  run: new Map([
    ['q1', ranking('a', 'b', 'c')],
    ['q2', ranking()],
  ]),
};
const model = {
  run: new Map([
    ['q1', ranking('c', 'b', 'd')],
    ['q2', ranking('x', 'y')],
  ]),
};

test('worked by hand: a first and a third place beat two second ones', () => {
  // k = 60: c 1/63 + 1/61 = .032266, b 2/62 = .032258, a 1/61. k = 1: c 1/4 + 1/2 = .75, b 2/3, a 1/2.
  const measured = measureHybrid(set, { bm25, model }, defaultSettings());
  expect(measured.run.get('q1')?.map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd']);
  expect(measured.run.get('q1')?.[0]?.score).toBeCloseTo(1 / 63 + 1 / 61, 15);
  // b is second of q1, y second of q2, where BM25 found nothing.
  expect(measured.mean['MRR@10']).toBeCloseTo(0.5, 15);
  expect(measured.mean['nDCG@10']).toBeCloseTo(1 / Math.log2(3), 15);
  expect(measured.foundFirst).toBe(0);
});

test('the constant is that of the settings', () => {
  const measured = measureHybrid(set, { bm25, model }, { ...defaultSettings(), fusionK: 1 });
  expect(measured.run.get('q1')?.map(({ id, score }) => [id, score])).toEqual([
    ['c', 1 / 4 + 1 / 2],
    ['b', 2 / 3],
    ['a', 1 / 2],
    ['d', 1 / 4],
  ]);
});
