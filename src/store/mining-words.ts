import type { MiningFigures } from '../core/mining/mining-figures';
import type { Fate } from '../core/mining/select-negatives';
import type { MiningReport } from '../engine/protocol/mining';
import { formatCount, formatPlural, formatValue } from './format-value';

/** What became of candidates, as a person says it. */
export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  kept: 'Kept as negatives',
  answer: 'Known to answer the query',
  margin: 'Within the margin: perhaps an answer',
  maximum: 'Above the highest score',
  rank: 'Outside of the ranks',
  spare: 'Would do, but there were enough',
};

/** "657 negatives. 217 of 260 rows have 3, 3 have fewer, 40 have none." */
export function countWords({ negatives, rows, full, fewer, none }: MiningFigures, wanted: number): string {
  return (
    `${formatPlural(negatives, 'negative')}. ${formatCount(full)} of ${formatPlural(rows, 'row')} have ${formatCount(wanted)}, ` +
    `${formatCount(fewer)} have fewer, ${formatCount(none)} have none.`
  );
}

/** The histogram in words, for those who do not see it. */
export function histogramWords({ scores, fates }: MiningFigures): string {
  const { positive, negative, difference } = scores;
  if (negative.count === 0)
    return `Answers score ${formatValue(positive.mean)} in the mean; no negative is kept.`;
  return (
    `Answers score ${formatValue(positive.mean)} in the mean, kept negatives ${formatValue(negative.mean)}, ` +
    `${formatValue(difference.mean)} below their row's answer. ` +
    `${formatPlural(fates.margin + fates.maximum, 'candidate')} scored too high and ${fates.margin + fates.maximum === 1 ? 'was' : 'were'} left out.`
  );
}

/** "pocket, as it was opened, ranked 390 passages for 260 queries in 10.9 s." */
export function rankingWords({ model, step, passages, queries, seconds }: MiningReport): string {
  const weights = step === null ? 'as it was opened' : `after step ${formatCount(step)} of the run`;
  return `${model}, ${weights}, ranked ${formatPlural(passages, 'passage')} for ${formatPlural(queries, 'query', 'queries')} in ${seconds.toFixed(1)} s.`;
}

/** What the closed region says. */
export function miningSummary(figures: MiningFigures | null, wanted: number): string {
  return figures === null
    ? 'Find passages that the current model takes for answers though they are none, and train on them.'
    : countWords(figures, wanted);
}
