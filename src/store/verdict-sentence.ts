import { systemNames } from '../core/results/system-names';
import type { RunResult, SetResult } from '../engine/protocol/results';
import { formatDifference, formatP } from './format-value';

/** A p from which on a difference is taken for chance. */
const LEVEL = 0.05;

/** The result for someone who has never heard of nDCG. */
export function verdictSentence({ foundFirst, testSet }: Pick<RunResult, 'foundFirst' | 'testSet'>): string {
  const total = `${testSet.queries} held-out ${testSet.queries === 1 ? 'question' : 'questions'}`;
  return `Finds the right passage first for ${foundFirst.after} of ${total}, before: ${foundFirst.before}.`;
}

/** The same for someone who has: the difference, its interval, and what it amounts to. */
export function evidenceSentence({ metric, delta, bestStep, alignment }: RunResult): string {
  const { start } = systemNames(alignment);
  if (bestStep === 0)
    return `No measurement beat ${start}, so its weights were kept: an export is unchanged.`;
  const figures = `${differenceOf(metric, delta)}, ${formatP(delta.p)}`;
  switch (delta.verdict) {
    case 'WIN':
      return `A gain beyond chance: ${figures}.`;
    case 'REGRESSION':
      return `A loss beyond chance: ${figures}. Better keep ${start}.`;
    case 'UNDECIDED':
      // An interval away from 0 that still decides nothing: see FEWEST in significance/compare.
      if (delta.low > 0 || delta.high < 0) return `Too few questions changed to tell: ${figures}.`;
      return `Could be chance: ${figures}. More held-out questions would tell.`;
  }
}

/** What training cost elsewhere: a sentence for each other set that got worse. */
export function lossSentences({ metric, others }: Pick<RunResult, 'metric' | 'others'>): string[] {
  return others
    .filter(({ delta }) => delta.verdict === 'REGRESSION')
    .map(({ testSet, delta, adjustedP }) => {
      const where = testSet.role === 'out' ? ' (out-of-distribution)' : '';
      const doubt =
        adjustedP < LEVEL ? '' : ' With this many sets compared, one such loss can also come by chance.';
      return `On ${testSet.name}${where} it got worse: ${differenceOf(metric, delta)}, ${formatP(adjustedP)} after Holm's correction.${doubt}`;
    });
}

function differenceOf(metric: string, { mean, low, high }: SetResult['delta']): string {
  return `${metric} ${formatDifference(mean)}, 95% interval ${formatDifference(low)} to ${formatDifference(high)}`;
}
