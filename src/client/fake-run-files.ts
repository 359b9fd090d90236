// Canned figures of run files, for the fake engine.
import { correctTogether, type RunComparison } from '../core/run-files/compare-runs';
import type { RunFilesComparison, RunFilesResult } from '../engine/protocol/run-files';

const METRICS = ['nDCG@10', 'MRR@10', 'Recall@100'];

/** Figures of runs with the names of the files, on one set. */
export function fakeRunFiles(files: readonly { readonly name: string }[]): RunFilesResult {
  const runs = files.map(({ name }) => name.replace(/\.\w+$/u, ''));
  const figures = runs.map((name, i) => ({
    name,
    returned: 50,
    metrics: Object.fromEntries(METRICS.map((metric, j) => [metric, 0.3 + 0.05 * i + 0.1 * j])),
  }));
  const sets = [{ name: 'qrels', queries: 50, runs: figures }];
  return { metric: 'nDCG@10', metrics: METRICS, runs, sets, notes: [] };
}

export function fakeRunComparisons({ baseline, others, metric }: RunFilesComparison): RunComparison[] {
  const delta = { mean: 0.05, low: 0.01, high: 0.09, p: 0.02, wins: 20, ties: 25, losses: 5 };
  return correctTogether(
    others.map((run) => ({
      ...{ set: 'qrels', run, baseline, metric, queries: 50 },
      delta: { ...delta, verdict: 'WIN' as const },
      tTest: { t: 2.4, p: 0.02 },
    })),
  );
}
