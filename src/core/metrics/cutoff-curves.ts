import type { Qrels } from '../data/eval-set';
import type { EvaluationRules } from './evaluation-rules';
import { judgeRanking, type JudgedRanking } from './judged-ranking';
import { countRelevant } from './metric';
import { ndcg } from './ndcg';
import { precision } from './precision';
import { recall } from './recall';
import type { Run } from './run';

/** The deepest cut-off. */
export const DEEPEST = 100;
/** Recall in tenths: 0, 0.1, ..., 1. */
export const RECALL_LEVELS = 11;

/** Means over the counted queries at every cut-off, and precision at fixed levels of recall. */
export interface CutoffCurves {
  /** [DEEPEST] each, for the cut-offs 1, 2, ...: */
  readonly ndcg: Float64Array;
  readonly recall: Float64Array;
  readonly precision: Float64Array;
  /**
   * [RECALL_LEVELS] Interpolated: the best precision at any rank that reaches the recall, 0 where none does. Of tied
   * documents whose mean is wanted it is that of the hits to expect.
   */
  readonly atRecall: Float64Array;
}

/** Recall is a quotient, so it may miss its level by a rounding. */
const ROUNDING = 1e-9;

/**
 * Measures a run at every cut-off with the metrics that the tables report.
 * @param pause awaited after each query (see `createPause`); what it throws ends the work
 */
export async function measureCutoffs(
  run: Run,
  qrels: Qrels,
  rules: EvaluationRules,
  pause: () => Promise<void>,
): Promise<CutoffCurves> {
  const cuts = Array.from({ length: DEEPEST }, (_, i) => i + 1);
  const level = rules.relevanceLevel;
  const metrics = {
    ndcg: cuts.map((cut) => ndcg(cut, rules.gain)),
    recall: cuts.map((cut) => recall(cut, level)),
    precision: cuts.map((cut) => precision(cut, level)),
  };
  const sums = {
    ndcg: new Float64Array(DEEPEST),
    recall: new Float64Array(DEEPEST),
    precision: new Float64Array(DEEPEST),
    atRecall: new Float64Array(RECALL_LEVELS),
  };
  let counted = 0;
  for (const [query, judgements] of qrels) {
    await pause();
    const documents = run.get(query) ?? [];
    if (documents.length === 0 && rules.countedQueries === 'returned') continue;
    counted++;
    const ranking = judgeRanking(documents, judgements, rules.ties);
    const values = (name: keyof typeof metrics): Float64Array =>
      Float64Array.from(metrics[name], (metric) => metric.of(ranking));
    const [ofRecall, ofPrecision] = [values('recall'), values('precision')];
    add(sums.ndcg, values('ndcg'));
    add(sums.recall, ofRecall);
    add(sums.precision, ofPrecision);
    if (countRelevant(ranking.ideal, level) > 0)
      add(sums.atRecall, interpolate(ranking, ofRecall, ofPrecision));
  }
  const mean = (sum: Float64Array): Float64Array => sum.map((value) => value / Math.max(1, counted));
  return {
    ndcg: mean(sums.ndcg),
    recall: mean(sums.recall),
    precision: mean(sums.precision),
    atRecall: mean(sums.atRecall),
  };
}

function add(sums: Float64Array, values: Float64Array): void {
  values.forEach((value, i) => {
    sums[i] = (sums[i] ?? 0) + value;
  });
}

/** Interpolated precision, from recall and precision at every rank. */
function interpolate(
  { ranked }: JudgedRanking,
  recalls: Float64Array,
  precisions: Float64Array,
): Float64Array {
  const levels = new Float64Array(RECALL_LEVELS);
  let best = 0;
  let level = RECALL_LEVELS - 1;
  for (let at = Math.min(ranked.length, DEEPEST) - 1; at >= 0; at--) {
    // Going up, a level is settled when recall falls below it.
    while (level >= 0 && (recalls[at] ?? 0) < level / (RECALL_LEVELS - 1) - ROUNDING) levels[level--] = best;
    best = Math.max(best, precisions[at] ?? 0);
  }
  while (level >= 0) levels[level--] = best;
  return levels;
}
