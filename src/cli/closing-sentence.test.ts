import { expect, test } from 'vitest';
import {
  describeComparison,
  describeMeasurement,
  describeOther,
  describeRun,
  describeRunFigures,
  describeSelfCheck,
} from './closing-sentence';

const delta = {
  mean: 0.21,
  low: 0.1,
  high: 0.3,
  p: 0.001,
  verdict: 'WIN',
  wins: 5,
  ties: 4,
  losses: 1,
} as const;
const run = {
  metric: 'nDCG@10',
  baseline: { bm25: { 'nDCG@10': 0.4 }, untouched: { 'nDCG@10': 0.5 } },
  metrics: { 'nDCG@10': 0.71 },
  delta,
  bestStep: 20,
  testSet: { name: 'sample', split: 'test', role: 'in', queries: 110, passages: 180 },
} as const;

test('a run ends with its verdict, before and after, and the interval', () => {
  expect(describeRun(run)).toBe(
    'Better: nDCG@10 0.5000 -> 0.7100 on 110 queries (difference +0.2100, 95% interval +0.1000 to +0.3000).',
  );
  expect(describeRun({ ...run, delta: { ...delta, low: -0.02, verdict: 'UNDECIDED' } })).toMatch(
    /^Undecided: .*interval -0.0200 to/,
  );
});

test('another set is named with its role, and its p is corrected', () => {
  const testSet = { ...run.testSet, name: 'elsewhere', role: 'out' } as const;
  expect(describeOther('nDCG@10', { ...run, testSet, adjustedP: 0.002 })).toBe(
    'elsewhere (test), out of distribution: better, nDCG@10 0.5000 -> 0.7100 on 110 queries ' +
      '(difference +0.2100, 95% interval +0.1000 to +0.3000); p 0.0020 (Holm).',
  );
});

test('a run that kept the untouched weights says so', () => {
  expect(describeRun({ ...run, bestStep: 0 })).toMatch(/its weights were kept: the export is unchanged/);
});

test('a measurement ends with its figure beside BM25', () => {
  expect(describeMeasurement('nDCG@10', { ...run, testSet: { ...run.testSet, queries: 1 } })).toBe(
    'nDCG@10 0.7100 on sample (test), 1 query; BM25 0.4000.',
  );
  expect(describeMeasurement('nDCG@10', { ...run, hybrid: { 'nDCG@10': 0.75 } })).toContain(
    '; BM25 0.4000, both joined 0.7500.',
  );
});

test('run files: the figure of each, and of a comparison the corrected p as well', () => {
  const set = { name: 'qrels', queries: 50 };
  const figures = { name: 'mine', returned: 50, metrics: run.metrics };
  expect(describeRunFigures(figures, set, 'nDCG@10')).toBe('mine: nDCG@10 0.7100 on qrels, 50 queries.');
  const about = { set: 'qrels', run: 'mine', baseline: 'bm25', metric: 'nDCG@10', queries: 50 };
  expect(describeComparison({ ...about, delta, tTest: null, adjustedP: 0.002 })).toBe(
    'mine against bm25 on qrels: Better, nDCG@10 +0.2100 (95% interval +0.1000 to +0.3000; p 0.0010, corrected 0.0020).',
  );
});

test('a self-check names what failed and counts what passed', () => {
  const row = { error: 0, worst: 'value', tolerance: 1e-4, milliseconds: 2 } as const;
  const rows = [
    { ...row, operation: 'Attention', input: '1 token', verdict: 'passed', reason: '' },
    { ...row, operation: 'LayerNorm', input: '2 x 3', verdict: 'failed', reason: 'value is all zeros' },
  ] as const;
  expect(describeSelfCheck({ rows, failed: 1 })).toEqual([
    'LayerNorm (2 x 3) failed: value is all zeros',
    '1 of 2 checks passed.',
  ]);
});
