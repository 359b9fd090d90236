// Canned stored runs, for the fake engine.
import { defaultSettings, SETTING_NAMES } from '../core/settings/settings';
import { correctTogether } from '../core/run-files/compare-runs';
import type { StoredComparison, StoredComparisonRequest, StoredRun } from '../engine/protocol/stored-runs';
import { finishedResult } from './fake-reports';

const METRICS = ['nDCG@10', 'MRR@10'];

/** The `at`-th run, on the same data and questions as the others, with a learning rate and a curve of its own. */
export function fakeStoredRun(at: number): StoredRun {
  const { testSet, delta, adjustedP, baseline, metrics, ...result } = finishedResult();
  const settings = { ...defaultSettings(), lr: 1e-4 * (at + 1) };
  const headline = { mean: 0.44 + 0.01 * at, low: 0.38, high: 0.51 };
  const dev = { mean: 0.4 + 0.01 * at, low: 0.34, high: 0.46 };
  return {
    summary: {
      id: `run-${String(at)}`,
      name: `infonce 2026-01-0${String(at + 1)} 10:00`,
      date: `2026-01-0${String(at + 1)}T10:00:00.000Z`,
      pinned: false,
      model: 'pocket',
      loss: 'infonce',
      data: { files: [{ name: 'train.jsonl', rows: 260 }], rows: 260, hash: 'a1' },
      settings: Object.fromEntries(SETTING_NAMES.map((name) => [name, String(settings[name])])),
      metric: 'nDCG@10',
      ended: 'finished',
      steps: 36,
      bestStep: 36,
      seconds: result.seconds,
      backend: 'wasm',
      dev: { name: 'dev', queries: 40, questions: 'd', untouched: 0.2874, kept: dev },
      sets: [
        { testSet, questions: 't', headline, delta, adjustedP, ...baseline, metrics },
        ...result.others.map((other) => ({
          ...{
            testSet: other.testSet,
            delta: other.delta,
            adjustedP: other.adjustedP,
            metrics: other.metrics,
          },
          ...{ bm25: other.baseline.bm25, untouched: other.baseline.untouched, questions: 'o' },
          headline: { mean: 0.3386, low: 0.28, high: 0.4 },
        })),
      ],
      notes: [],
      versions: { kennel: '0.1.0' },
    },
    details: {
      steps: {
        step: Float64Array.of(1, 18, 36),
        epoch: Float64Array.of(0.1, 2, 4),
        loss: Float64Array.of(3, 1.4 - 0.1 * at, 1),
      },
      curves: [
        {
          ...{ set: 'sample', role: 'in', step: [0, 36] },
          ...{ mean: [0.2874, dev.mean], low: [0.22, dev.low], high: [0.35, dev.high] },
        },
      ],
      values: [],
    },
  };
}

/** Runs that the fake engine has stored. */
export class FakeStoredRuns {
  #runs: readonly StoredRun[] = [fakeStoredRun(1), fakeStoredRun(0)];

  list() {
    return this.#runs.map(({ summary }) => summary);
  }

  change(id: string, change: Partial<StoredRun['summary']>) {
    this.#runs = this.#runs.map(({ summary, details }) =>
      summary.id === id ? { summary: { ...summary, ...change }, details } : { summary, details },
    );
    return this.list();
  }

  /** @throws Error for a run that is not there */
  remove(id: string) {
    const removed = this.#runs.find(({ summary }) => summary.id === id);
    if (removed === undefined) throw new Error('This run is no longer stored.');
    this.#runs = this.#runs.filter((run) => run !== removed);
    return { removed, runs: this.list() };
  }

  restore(run: StoredRun) {
    this.#runs = [...this.#runs, run].sort((a, b) => (a.summary.date < b.summary.date ? 1 : -1));
    return this.list();
  }

  compare({ ids }: StoredComparisonRequest): StoredComparison {
    const runs = ids.flatMap((id) => this.#runs.filter(({ summary }) => summary.id === id));
    const [first, ...rest] = runs;
    const delta = { mean: 0.01, low: -0.02, high: 0.04, p: 0.4, wins: 30, ties: 60, losses: 20 };
    const pairs = rest.map(({ summary }) => ({
      ...{
        set: 'sample',
        metric: 'nDCG@10',
        run: summary.id,
        baseline: first?.summary.id ?? '',
        queries: 110,
      },
      delta: { ...delta, verdict: 'UNDECIDED' as const },
      tTest: { t: 0.8, p: 0.42 },
    }));
    const interval = { mean: 0.45, low: 0.38, high: 0.52 };
    return {
      ...{ runs, sets: ['sample'], metrics: METRICS, set: 'sample', metric: 'nDCG@10', refusals: [] },
      figures: runs.map(() => Object.fromEntries(METRICS.map((metric) => [metric, interval]))),
      pairs: correctTogether(pairs),
    };
  }
}
