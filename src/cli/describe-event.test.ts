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

test('the baselines show every set, and the curve', () => {
  const set = { bm25: { 'nDCG@10': 0.3 }, untouched: { 'nDCG@10': 0.4 } };
  const described = describeEvent({
    kind: 'baseline',
    metric: 'nDCG@10',
    dev: { name: 'dev', queries: 40, bm25: 0.31, untouched: 0.42 },
    test: { ...set, name: 'sample', role: 'in', queries: 110, hybrid: { 'nDCG@10': 0.45 } },
    others: [{ ...set, name: 'elsewhere', role: 'out', queries: 70, curve: null }],
  });
  expect(described?.lasting).toBe(true);
  expect(described?.text).toBe(
    'before training, nDCG@10: sample (110 queries) BM25 0.3000, untouched 0.4000, both joined 0.4500; ' +
      "elsewhere (70 queries) BM25 0.3000, untouched 0.4000; the curve's dev (40 queries) BM25 0.3100, untouched 0.4200",
  );
});

test('a measurement shows the other curves beside the one that counts', () => {
  const interval = { low: 0.4, high: 0.6 };
  const described = describeEvent({
    kind: 'evaluation',
    step: 8,
    best: true,
    mean: 0.5,
    ...interval,
    others: [{ name: 'elsewhere', mean: 0.45, ...interval }],
  });
  expect(described?.text).toBe('step 8: curve 0.5000 [0.4000, 0.6000], best so far; elsewhere 0.4500');
});

test('an amount without a total, and without an end in sight', () => {
  const described = describeEvent({ kind: 'progress', phase: 'Reading', done: 1500, total: 0, unit: 'rows' });
  expect(described?.text).toBe('Reading: 1,500 rows');
});

test('memory: planned, in use, and what to change where it does not fit', () => {
  const plan = { parts: [], bytes: 640e6, host: [], limits: { total: 4e9, largest: 4e9 }, fits: true };
  const event = { kind: 'memory', plan, proposal: null, measured: null } as const;
  expect(describeEvent(event)?.text).toBe('memory: 640 MB planned of 4,000 MB');
  expect(describeEvent({ ...event, measured: 598e6 })?.text).toBe(
    'memory: 598 MB in use at most, 640 MB planned of 4,000 MB',
  );
  const tight = { ...event, plan: { ...plan, bytes: 9.7e9, fits: false } };
  const proposal = { change: { miniBatch: 16, recompute: true }, bytes: 2.1e9 };
  expect(describeEvent({ ...tight, proposal })?.text).toBe(
    'memory: 9,700 MB planned of 4,000 MB: this may not fit; with mini-batches of 16 rows and ' +
      'recomputed activations it needs 2,100 MB: --miniBatch 16 --recompute',
  );
  expect(describeEvent(tight)?.text).toContain('only a smaller model');
});
