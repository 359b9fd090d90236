import type { Novelty } from '../../core/data/passage-novelty';
import type { TestSplit } from '../../core/data/test-split';
import type { MetricTable } from '../../core/metrics/metric-table';
import { compare } from '../../core/significance/compare';
import { holm } from '../../core/significance/holm';
import type { Measured } from '../evaluate/measured-model';
import type { SetAssessment, SetResult, TestSet } from '../protocol/results';
import { groupByPassages } from './by-passages';
import type { MeasuredSet } from './measured-set';

/** A set that was measured before and after training. */
export interface ComparedSet extends MeasuredSet {
  readonly before: NonNullable<MeasuredSet['before']>;
  /** Of each query, to the training rows. */
  readonly novelty: readonly Novelty[];
}

/** The results of a run, set by set, with p-values corrected for their number. */
export function setResults(sets: readonly ComparedSet[], seed: number): SetResult[] {
  const deltas = sets.map(({ before, after }) => compare(before.headline, after.headline, seed));
  const adjusted = holm(deltas.map(({ p }) => p));
  return sets.flatMap((measured, at) => {
    const delta = deltas[at];
    return delta === undefined ? [] : [{ ...setResult(measured), delta, adjustedP: adjusted[at] ?? delta.p }];
  });
}

function setResult({
  set,
  bm25,
  before,
  after,
  hybridBefore,
  hybridAfter,
  novelty,
}: ComparedSet): Omit<SetResult, 'delta' | 'adjustedP'> {
  return {
    testSet: describeTestSet(set),
    baseline: { bm25: bm25.mean, untouched: before.mean, ...asHybrid(hybridBefore) },
    metrics: after.mean,
    ...asHybrid(hybridAfter),
    foundFirst: { bm25: bm25.foundFirst, before: before.foundFirst, after: after.foundFirst },
    byPassages: groupByPassages(novelty, { bm25, before, after }),
    queries: set.queries.map(({ id, text }, at) => ({
      id,
      text,
      bm25: bm25.headline[at] ?? 0,
      before: before.headline[at] ?? 0,
      after: after.headline[at] ?? 0,
    })),
  };
}

/** What an evaluation without training says of a set. */
export function assessSet({ set, bm25, after, hybridAfter }: MeasuredSet): SetAssessment {
  return {
    testSet: describeTestSet(set),
    baseline: { bm25: bm25.mean },
    metrics: after.mean,
    ...asHybrid(hybridAfter),
    queries: set.queries.map(({ id, text }, at) => ({
      id,
      text,
      bm25: bm25.headline[at] ?? 0,
      value: after.headline[at] ?? 0,
    })),
  };
}

/** The entry of a hybrid among figures, if there is one. */
export function asHybrid(measured: Measured | null | undefined): { readonly hybrid?: MetricTable } {
  return measured ? { hybrid: measured.mean } : {};
}

function describeTestSet({ of, name, role, queries, corpus }: TestSplit): TestSet {
  return { name: of, split: name, role, queries: queries.length, passages: corpus.length };
}
