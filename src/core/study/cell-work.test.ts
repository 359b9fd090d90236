import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../settings/settings';
import { alignmentWork, trainingWork, type WorkFacts } from './cell-work';

const FACTS: WorkFacts = {
  rows: 17,
  withNegatives: 0.5,
  withSynthetic: 1,
  withCot: 0,
  lengths: { query: 3, positive: 5, negative: 4, synthetic: 6, cot: 0 },
  tests: 1000,
  curve: 100,
  mined: 70,
};
const settings = (change: Partial<Settings>): Settings => ({
  ...defaultSettings(),
  ...{ loss: 'distill', views: 'all', hardNegatives: 1, batch: 4, epochs: 3, loadBest: false },
  ...change,
});

test('steps as the trainer makes them, tokens of a mean row', () => {
  // A lone row joins the batch before it: 4 batches of 17 rows.
  expect(trainingWork(settings({}), FACTS)).toEqual({
    steps: 12,
    trained: 12 * 4 * (3 + 5 + 2 + 6),
    embedded: 0,
  });
  expect(trainingWork(settings({ epochs: 0.1, batch: 32 }), FACTS)).toMatchObject({ steps: 1 });
});

test('mining is counted as often as it happens, and gives every row its negatives', () => {
  const row = 3 + 5 + 4 + 6;
  const mined = (change: Partial<Settings>) => trainingWork(settings(change), FACTS);
  expect(mined({ mineFirst: true })).toMatchObject({ trained: 12 * 4 * row, embedded: 70 });
  expect(mined({ mineFirst: true, remineEvery: 1 })).toMatchObject({ embedded: 3 * 70 });
  expect(mined({ remineEvery: 2 })).toMatchObject({ embedded: 70 });
});

test('an alignment is as long as its rankings, with its own epochs and batches', () => {
  const facts = { rankings: 10, tokens: 20, curve: 100 };
  const change = { alignBatch: 4, alignEpochs: 2, epochs: 50 };
  expect(alignmentWork(settings(change), facts)).toEqual({ steps: 6, trained: 6 * 4 * 20, embedded: 0 });
  expect(alignmentWork(settings({ ...change, klWeight: 1 }), facts)).toMatchObject({ embedded: 200 });
});
