import { expect, test } from 'vitest';
import { systemNames } from '../../core/results/system-names';
import { DEEPEST, RECALL_LEVELS } from '../../core/metrics/cutoff-curves';
import type { CutoffsReport, CutoffSystem } from '../../engine/protocol/cutoffs';
import { cutoffColumns, cutoffSpec } from './cutoff-spec';

function reportOf(...systems: CutoffSystem[]): CutoffsReport {
  const curves = () => ({
    ndcg: new Float64Array(DEEPEST),
    recall: new Float64Array(DEEPEST),
    precision: new Float64Array(DEEPEST),
    atRecall: new Float64Array(RECALL_LEVELS),
  });
  return { of: 'run', set: 'sample', systems: systems.map((system) => ({ system, curves: curves() })) };
}

const NAMES = systemNames();
const report = reportOf('bm25', 'before', 'after', 'hybrid');

test('every system has its curve over the cut-offs 1 to 100, the trained model first', () => {
  const { steps, lastStep, series, across } = cutoffSpec(report, 'recall', NAMES);
  expect([steps[0], steps.at(-1), lastStep]).toEqual([1, 100, 100]);
  expect(across).toEqual({ unit: 'cut-off', log: true });
  expect(series.map(({ name }) => name)).toEqual(['Trained', 'Untouched', 'BM25', 'BM25 + trained']);
  const aligned = cutoffSpec(report, 'recall', systemNames({ distilled: true })).series;
  expect(aligned.map(({ name }) => name)).toEqual(['Aligned', 'Distilled', 'BM25', 'BM25 + aligned']);
  expect(series[2]?.values).toBe(report.systems.find(({ system }) => system === 'bm25')?.curves.recall);
});

test('after an evaluation alone there is the model', () => {
  const evaluated = reportOf('bm25', 'after', 'hybrid');
  expect(cutoffSpec(evaluated, 'ndcg', NAMES).series.map(({ name }) => name)).toEqual([
    'Model',
    'BM25',
    'BM25 + model',
  ]);
});

test('precision by recall has eleven places, and the table the same', () => {
  const { steps, series } = cutoffSpec(report, 'atRecall', NAMES);
  expect([...steps]).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  const columns = cutoffColumns(report, 'atRecall', NAMES);
  expect(columns.map(({ name }) => name)).toEqual([
    'recall (percent)',
    'trained',
    'untouched',
    'bm25',
    'bm25 + trained',
  ]);
  expect(columns[1]?.values).toBe(series[0]?.values);
});
