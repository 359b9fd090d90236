import { expect, test } from 'vitest';
import { columnsOf, lookOf, lossCurves, metricCurves, type DrawnRun } from './run-curves';

const runOf = (best: number): DrawnRun => ({
  summary: { metric: 'nDCG@10', data: { files: [], rows: 260, hash: '' } },
  details: {
    steps: {
      step: Float64Array.of(1, 18, 36),
      epoch: Float64Array.of(0.1, 2, 4),
      loss: Float64Array.of(3, 1.4, 1),
    },
    curves: [
      { set: 'sample', role: 'in', step: [0, 36], mean: [0.2874, best], low: [0.2, 0.3], high: [0.3, 0.5] },
    ],
  },
});
const [a, b] = [runOf(0.4), runOf(0.41)];
/** Half as many steps, of twice the size. */
const half = {
  ...b,
  details: {
    ...b.details,
    steps: { ...b.details.steps, step: Float64Array.of(1, 9, 18) },
    curves: b.details.curves.map((curve) => ({ ...curve, step: [0, 18] })),
  },
};

test('curves of runs share their places; what a run has no value for is no number', () => {
  const { steps, series, lastStep } = metricCurves([a, half], ['a', 'b'], { set: 'sample', axis: 'steps' });
  expect([...steps]).toEqual([0, 18, 36]);
  expect(lastStep).toBe(36);
  expect(series.map(({ name, values }) => [name, ...values])).toEqual([
    ['a', 0.2874, NaN, 0.4],
    ['b', 0.2874, 0.41, NaN],
  ]);
});

test('by rows seen, runs of different batch sizes end at the same place', () => {
  const { steps } = metricCurves([a, half], ['a', 'b'], { set: 'sample', axis: 'rows' });
  expect([...steps]).toEqual([0, 4 * 260]);
});

test('a run without the curve is left out, and the others keep their colours', () => {
  const without = { ...a, details: { ...a.details, curves: [] } };
  const { series } = metricCurves([without, b], ['a', 'b'], { set: 'sample', axis: 'steps' });
  expect(series).toMatchObject([{ name: 'b', ...lookOf(1) }]);
  expect(metricCurves([without], ['a'], { set: 'sample', axis: 'steps' }).series).toEqual([]);
});

test('the loss is drawn for all, six runs look different, and the table has what is drawn', () => {
  const spec = lossCurves([a, half], ['a', 'b'], 'steps');
  expect(spec.series[0]?.values[0]).toBe(3);
  expect(columnsOf(spec, 'steps').map(({ name }) => name)).toEqual(['step', 'a', 'b']);
  const looks = Array.from({ length: 6 }, (_, i) => JSON.stringify(lookOf(i)));
  expect(new Set(looks).size).toBe(6);
});
