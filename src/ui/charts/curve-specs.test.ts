import { expect, test } from 'vitest';
import { systemNames } from '../../core/results/system-names';
import type { BaselineEvent, EvaluationEvent } from '../../engine/protocol/events';
import { headlineColumns, headlineSpec } from './curve-specs';

const figures = { bm25: { 'nDCG@10': 0.3 }, untouched: { 'nDCG@10': 0.2 } };
const BASELINE: BaselineEvent = {
  kind: 'baseline',
  metric: 'nDCG@10',
  dev: { name: 'dev', queries: 40, bm25: 0.3312, untouched: 0.2874 },
  test: { name: 'sample', role: 'in', queries: 110, ...figures },
  others: [
    {
      name: 'sample_ood',
      role: 'out',
      queries: 70,
      ...figures,
      curve: { queries: 70, bm25: 0.3, untouched: 0.2 },
    },
  ],
};

const point = (step: number, mean: number, other: number): EvaluationEvent => ({
  kind: 'evaluation',
  step,
  best: true,
  mean,
  low: mean - 0.1,
  high: mean + 0.1,
  others: [{ name: 'sample_ood', mean: other, low: other - 0.1, high: other + 0.1 }],
});
const OF_TRAINING = { lastStep: 10, names: systemNames() };
const points = [point(0, 0.3, 0.4), point(5, 0.35, 0.38)];

test('one line for each set: solid for the one that chooses the weights, dashed out of distribution', () => {
  const { series, interval, levels } = headlineSpec(BASELINE, points, OF_TRAINING);
  expect(series.map(({ name, dashed = false }) => [name, dashed])).toEqual([
    ['sample', false],
    ['sample_ood, out-of-distribution', true],
  ]);
  expect([...(series[1]?.values ?? [])]).toEqual([0.4, 0.38]);
  expect(new Set(series.map(({ colour }) => colour)).size).toBe(2);
  expect([...(interval?.low ?? [])]).toEqual([0.3 - 0.1, 0.35 - 0.1]);
  expect(levels?.map(({ name, value }) => [name, value])).toEqual([
    ['BM25', 0.3312],
    ['Untouched', 0.2874],
  ]);
});

test('with one set the line is called what it is', () => {
  const alone = points.map((event) => ({ ...event, others: [] }));
  const { series } = headlineSpec({ ...BASELINE, others: [] }, alone, OF_TRAINING);
  expect(series.map(({ name }) => name)).toEqual(['Trained']);
  const names = systemNames({ distilled: true });
  const aligned = headlineSpec({ ...BASELINE, others: [] }, alone, { lastStep: 10, names });
  expect(aligned.series.map(({ name }) => name)).toEqual(['Aligned']);
  expect(aligned.levels?.map(({ name }) => name)).toEqual(['BM25', 'Distilled']);
});

test('a long name is cut beside its value and whole in the words of the chart', () => {
  const name = 'a set with a name that is very long';
  const others = [{ name, mean: 0.4, low: 0.3, high: 0.5 }];
  const { series } = headlineSpec(BASELINE, [{ ...point(0, 0.3, 0), others }], OF_TRAINING);
  expect(series[1]).toMatchObject({ name, short: 'a set with a name…' });
});

test('the table holds the mean and the interval of every set', () => {
  const columns = headlineColumns(points);
  expect(columns.map(({ name }) => name)).toEqual([
    'step',
    'mean',
    'low',
    'high',
    'sample_ood mean',
    'sample_ood low',
    'sample_ood high',
  ]);
  expect(columns[4]?.values).toEqual([0.4, 0.38]);
});
