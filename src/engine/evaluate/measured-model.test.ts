import { expect, test } from 'vitest';
import { DEFAULT_RULES } from '../../core/metrics/evaluation-rules';
import { measureRun, retrievalDepth } from './measured-model';

const passage = (id: string) => ({ id, title: '', text: id });
const set = {
  name: 'test',
  queries: [passage('q')],
  corpus: [passage('q'), passage('d')],
  qrels: new Map([['q', new Map([['d', 1]])]]),
};
const run = new Map([
  [
    'q',
    [
      { id: 'q', score: 2 },
      { id: 'd', score: 1 },
    ],
  ],
]);
const settings = { ...DEFAULT_RULES, k: 10 };

test('a dropped self-match leaves the figures and the ranking that is saved', () => {
  const kept = measureRun(run, set, settings);
  expect(kept.mean['MRR@10']).toBe(1 / 2);
  expect(kept.foundFirst).toBe(0);
  const dropped = measureRun(run, set, { ...settings, dropSelfMatches: true });
  expect(dropped.mean['MRR@10']).toBe(1);
  expect(dropped.foundFirst).toBe(1);
  expect(dropped.headline).toEqual([1]);
  expect(dropped.run.get('q')).toEqual([{ id: 'd', score: 1 }]);
});

test('one document more is retrieved where one may be dropped', () => {
  expect(retrievalDepth(settings)).toBe(100);
  expect(retrievalDepth({ ...settings, k: 200, dropSelfMatches: true })).toBe(201);
});

test('found first follows the level of relevance', () => {
  const graded = { ...set, qrels: new Map([['q', new Map([['q', 1]])]]) };
  expect(measureRun(run, graded, settings).foundFirst).toBe(1);
  expect(measureRun(run, graded, { ...settings, relevanceLevel: 2 }).foundFirst).toBe(0);
});
