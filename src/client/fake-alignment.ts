import type { PreferencesReport } from '../engine/protocol/alignment';
import type { RunResult } from '../engine/protocol/results';
import { finishedResult } from './fake-reports';

export const FAKE_PREFERENCES: PreferencesReport = {
  files: [],
  counts: {
    preferences: 120,
    evaluated: 4,
    repeated: 1,
    contradictions: 2,
    same: 0,
    ties: 10,
    unanswered: 0,
    rows: 103,
    lists: 0,
    neither: 3,
    queries: 96,
    passages: 110,
    circles: 1,
  },
  examples: [{ kind: 'contradiction', query: 'how long does it charge' }],
  preview: [
    {
      query: 'how long does it charge',
      passages: ['It takes five hours and a half.', 'The large pack takes longer.'],
    },
  ],
};

/** A run on preferences, after one on rows. */
export function alignedResult(): RunResult {
  const result = finishedResult();
  const around = (mean: number) => ({ mean, low: mean - 0.06, high: mean + 0.06 });
  const metric = result.metric;
  const sets = [result, ...result.others].map(({ testSet, baseline, metrics, delta }) => ({
    testSet,
    untouched: around((baseline.untouched[metric] ?? 0) - 0.04),
    distilled: around(baseline.untouched[metric] ?? 0),
    aligned: around(metrics[metric] ?? 0),
    overall: { ...delta, mean: delta.mean + 0.04, low: delta.low + 0.04, high: delta.high + 0.04 },
  }));
  return {
    ...result,
    loss: 'plackett-luce',
    alignment: { distilled: true, counts: FAKE_PREFERENCES.counts, sets, overallP: sets.map(() => 0.01) },
  };
}
