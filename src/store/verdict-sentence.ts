import type { RunResult } from '../engine/protocol/results';
import { formatDifference, formatP } from './format-value';

/** The result for someone who has never heard of nDCG. */
export function verdictSentence({ foundFirst, testSet }: RunResult): string {
  const total = `${testSet.queries} held-out ${testSet.queries === 1 ? 'question' : 'questions'}`;
  return `Finds the right passage first for ${foundFirst.after} of ${total}, before: ${foundFirst.before}.`;
}

/** The same for someone who has: the difference, its interval, and what it amounts to. */
export function evidenceSentence({ metric, delta, bestStep }: RunResult): string {
  if (bestStep === 0)
    return 'No measurement beat the untouched model, so its weights were kept: an export is unchanged.';
  const figures = `${metric} ${formatDifference(delta.mean)}, 95% interval ${formatDifference(delta.low)} to ${formatDifference(delta.high)}, ${formatP(delta.p)}`;
  switch (delta.verdict) {
    case 'WIN':
      return `A gain beyond chance: ${figures}.`;
    case 'REGRESSION':
      return `A loss beyond chance: ${figures}. Better keep the untouched model.`;
    case 'UNDECIDED':
      // An interval away from 0 that still decides nothing: see FEWEST in significance/compare.
      if (delta.low > 0 || delta.high < 0) return `Too few questions changed to tell: ${figures}.`;
      return `Could be chance: ${figures}. More held-out questions would tell.`;
  }
}
