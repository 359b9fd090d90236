/** Canned curves over the cut-offs: for tests and screenshots only, never part of the built page. */
import { DEEPEST, RECALL_LEVELS, type CutoffCurves } from '../core/metrics/cutoff-curves';
import type { CutoffsReport, CutoffsRequest, CutoffSystem } from '../engine/protocol/cutoffs';

const SYSTEMS: readonly (readonly [CutoffSystem, number])[] = [
  ['bm25', 0.3],
  ['before', 0.25],
  ['after', 0.42],
  ['hybrid', 0.45],
];

export function fakeCutoffs({ of, set }: CutoffsRequest): CutoffsReport {
  const shown = SYSTEMS.filter(([system]) => of === 'run' || system !== 'before');
  return { of, set, systems: shown.map(([system, level]) => ({ system, curves: curvesOf(level) })) };
}

function curvesOf(level: number): CutoffCurves {
  const by = (value: (k: number) => number): Float64Array =>
    Float64Array.from({ length: DEEPEST }, (_, i) => value(i + 1));
  return {
    ndcg: by((k) => level + 0.04 * Math.log(k)),
    recall: by((k) => Math.min(1, level * (1 + 0.3 * Math.log(k)))),
    precision: by((k) => level / k ** 0.6),
    atRecall: Float64Array.from({ length: RECALL_LEVELS }, (_, i) => level * (1.4 - 0.12 * i)),
  };
}
