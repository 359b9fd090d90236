import { expect, test } from 'vitest';
import { defaultSettings } from '../settings/settings';
import { modelCard, type CardRun, type ModelCardInput } from './model-card';

const run: CardRun = {
  loss: 'infonce',
  steps: 120,
  seconds: 61.4,
  backend: 'wasm',
  seed: 7,
  metric: 'nDCG@10',
  testSet: { name: 'sample', split: 'test', role: 'in', queries: 110, passages: 300 },
  baseline: { bm25: { 'nDCG@10': 0.3, 'MRR@10': 0.2 }, untouched: { 'nDCG@10': 0.15, 'MRR@10': 0.1 } },
  metrics: { 'nDCG@10': 0.45678, 'MRR@10': 0.4 },
  delta: { mean: 0.30678, low: 0.25, high: 0.36, p: 0.0001, verdict: 'WIN' },
  adjustedP: 0.0001,
  foundFirst: { bm25: 30, before: 38, after: 61 },
  others: [],
  bestStep: 100,
  stopped: 'finished',
};

const input: ModelCardInput = {
  baseModel: 'sentence-transformers/all-MiniLM-L6-v2',
  onHub: true,
  dimension: 384,
  maxLength: 256,
  pooling: 'mean',
  normalise: true,
  prompts: { query: 'query: ', passage: '' },
  data: [
    { file: 'train.jsonl', rows: 1234, sha256: 'ab12' },
    { file: 'odd|name\n.jsonl', rows: 1 },
  ],
  settings: { ...defaultSettings(), temperature: 0.07 },
  run,
  versions: { kennel: '0.1.0', tfjs: '4.22.0' },
};

test('starts with front matter that the Hub reads', () => {
  const [, matter = ''] = /^---\n([\s\S]*?)\n---\n/.exec(modelCard(input)) ?? [];
  expect(matter.split('\n')).toContain('base_model: "sentence-transformers/all-MiniLM-L6-v2"');
  expect(matter).toContain('library_name: sentence-transformers');
});

test('a base model that is not on the Hub is no base_model', () => {
  expect(modelCard({ ...input, baseModel: 'pocket', onHub: false })).not.toContain('base_model');
});

test('shows before, after and BM25 with interval and verdict', () => {
  const card = modelCard(input);
  expect(card).toContain('| nDCG@10 | 0.3000 | 0.1500 | 0.4568 |');
  expect(card).toContain('+0.3068, 95% interval +0.2500 to +0.3600, p = 0.00010: **WIN**');
  expect(card).toContain('relevant for 61 queries (before: 38, BM25: 30)');
});

test('shows the hybrid where it was measured', () => {
  const card = modelCard({ ...input, run: { ...run, hybrid: { 'nDCG@10': 0.5, 'MRR@10': 0.45 } } });
  expect(card).toContain('| metric | BM25 | before | after | BM25 + after |\n|---|--:|--:|--:|--:|\n');
  expect(card).toContain('| nDCG@10 | 0.3000 | 0.1500 | 0.4568 | 0.5000 |');
  expect(modelCard(input)).not.toContain('BM25 + after');
});

test('lists every evaluation set with its role, and corrects for their number', () => {
  expect(modelCard(input)).toContain('held-out queries of sample (test) over 300');
  expect(modelCard(input)).not.toContain('###');
  const testSet = { name: 'far\naway', split: 'test', role: 'out', queries: 70, passages: 90 } as const;
  const delta = { ...run.delta, mean: -0.04, verdict: 'REGRESSION' };
  const card = modelCard({
    ...input,
    run: { ...run, others: [{ ...run, testSet, delta, adjustedP: 0.02 }] },
  });
  expect(card).toContain('### sample, in-distribution');
  expect(card).toContain('### far away, out-of-distribution');
  expect(card).toContain(
    "Change of nDCG@10: -0.0400, 95% interval +0.2500 to +0.3600, p = 0.00010 (0.020 after Holm's correction for 2 sets): **REGRESSION**",
  );
});

test('records data, settings, seed and versions', () => {
  const card = modelCard(input);
  expect(card).toContain('| train.jsonl | 1234 | `ab12` |');
  expect(card).toContain('| odd\\|name .jsonl | 1 |  |');
  expect(card).toContain('| temperature | 0.07 |');
  expect(card).toContain('Seed 7.');
  expect(card).toContain('kennel 0.1.0, tfjs 4.22.0');
});

test('the usage snippet carries the prompts', () => {
  expect(modelCard(input)).toContain('prompt="query: ")');
});

test('before any training there are no results and no training', () => {
  const { run: _, ...untrained } = input;
  const card = modelCard(untrained);
  expect(card).not.toContain('## Results');
  expect(card).not.toContain('## Training');
  expect(card).toContain('A copy of `sentence-transformers/all-MiniLM-L6-v2`');
});

test('after an alignment the tables name its two models, and both stages are told', () => {
  const aligned = { ...run, loss: 'plackett-luce', alignment: { distilled: true }, bestStep: 0 };
  const card = modelCard({ ...input, run: aligned, distillation: run });
  expect(card).toContain('| metric | BM25 | distilled | aligned |\n');
  expect(card).toContain('relevant for 61 queries (distilled: 38, BM25: 30)');
  expect(card).toContain('No measurement beat the distilled model');
  expect(card).toContain('1. Training on rows, loss `infonce`');
  expect(card).toContain('| alignLoss | plackett-luce |');
  expect(modelCard(input)).not.toContain('alignLoss');
});
