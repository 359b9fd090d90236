import { expect, test } from 'vitest';
import { describeEvent } from './describe-event';

test('a step says where it is, what it costs and how long it still takes', () => {
  const described = describeEvent({
    kind: 'step',
    step: 3,
    steps: 40,
    epoch: 0.3,
    loss: 1.23456,
    lr: 0.0003,
    gradNorm: 1,
    positive: 0.5,
    hardest: 0.4,
    tokensPerSecond: 5123.4,
    secondsLeft: 7.6,
    temperature: 0.05,
  });
  expect(described?.text).toBe('step 3 of 40: loss 1.2346, lr 3.0e-4, 5,123 tokens/s, 0:08 min left');
});

test('the baselines show both sets', () => {
  const described = describeEvent({
    kind: 'baseline',
    metric: 'nDCG@10',
    dev: { name: 'dev', queries: 40, bm25: 0.31, untouched: 0.42 },
    test: { name: 'test', queries: 110, bm25: { 'nDCG@10': 0.3 }, untouched: { 'nDCG@10': 0.4 } },
  });
  expect(described?.lasting).toBe(true);
  expect(described?.text).toBe(
    'before training, nDCG@10: test (110 queries) BM25 0.3000, untouched 0.4000; ' +
      'dev (40 queries) BM25 0.3100, untouched 0.4200',
  );
});

test('an amount without a total, and without an end in sight', () => {
  const described = describeEvent({ kind: 'progress', phase: 'Reading', done: 1500, total: 0, unit: 'rows' });
  expect(described?.text).toBe('Reading: 1,500 rows');
});
