import type { Candidates, MinedQueries } from './candidates';
import type { MiningRules } from './mining-rules';
import { describeScores, type ScoreStatistics } from './score-statistics';
import { FATES, selectNegatives, type Fate, type Selection } from './select-negatives';

/** Bins of a histogram of scores, all of one width. */
export const SCORE_BINS = 80;

/** What mining by some rules comes to. */
export interface MiningFigures {
  readonly rows: number;
  /** Rows that got as many negatives as were wanted, fewer, and none. */
  readonly full: number;
  readonly fewer: number;
  readonly none: number;
  readonly negatives: number;
  /** Different passages among the negatives. */
  readonly passages: number;
  /** Candidates by what became of them, over all rows. */
  readonly fates: Readonly<Record<Fate, number>>;
  /** Of a row's answer, of its negatives, and of the answer minus each negative. */
  readonly scores: {
    readonly positive: ScoreStatistics;
    readonly negative: ScoreStatistics;
    readonly difference: ScoreStatistics;
  };
  readonly histogram: ScoreHistogram;
}

/** How many scores lie in each of `SCORE_BINS` bins from `low` to `high`, which hold all scores. */
export interface ScoreHistogram {
  readonly low: number;
  readonly high: number;
  /** Answers, one a row. */
  readonly positives: readonly number[];
  readonly kept: readonly number[];
  /** Left out by the margin or the highest score. */
  readonly dropped: readonly number[];
  /** Outside of the ranks, or more than were wanted. */
  readonly unused: readonly number[];
}

/** The bins of all scores, which do not depend on the rules: made once for many selections. */
export interface ScoreBins {
  readonly low: number;
  readonly high: number;
  /** Of each candidate. */
  readonly ofCandidates: Uint8Array;
  /** How many answers are in each bin. */
  readonly positives: readonly number[];
}

export function binScores({ scores }: Candidates, { positives }: MinedQueries): ScoreBins {
  let [low, high] = [Infinity, -Infinity];
  for (const list of [scores, positives])
    for (const score of list) {
      if (score < low) low = score;
      if (score > high) high = score;
    }
  if (low > high) [low, high] = [0, 0];
  const perScore = high > low ? SCORE_BINS / (high - low) : 0;
  const binOf = (score: number): number => Math.min(SCORE_BINS - 1, Math.floor((score - low) * perScore));
  const counts = Array.from({ length: SCORE_BINS }, () => 0);
  for (const score of positives) counts[binOf(score)]! += 1; // a bin is always in range
  return { low, high, ofCandidates: Uint8Array.from(scores, binOf), positives: counts };
}

/** Selects, and measures what was selected. */
export function mineFigures(
  candidates: Candidates,
  mined: MinedQueries,
  rules: MiningRules,
  bins = binScores(candidates, mined),
): { readonly selection: Selection; readonly figures: MiningFigures } {
  const { ofCandidates, ...range } = bins;
  const counts = new Float64Array(FATES.length * SCORE_BINS);
  const selection = selectNegatives(candidates, mined, rules, (fates, first) => {
    for (let i = 0; i < fates.length; i++)
      counts[(fates[i] ?? 0) * SCORE_BINS + (ofCandidates[first + i] ?? 0)]! += 1; // a fate and a bin are in range
  });
  const of = (fate: Fate): number[] => {
    const at = FATES.indexOf(fate) * SCORE_BINS;
    return [...counts.subarray(at, at + SCORE_BINS)];
  };
  const both = (a: Fate, b: Fate): number[] => of(a).map((count, i) => count + (of(b)[i] ?? 0));
  const fates = Object.fromEntries(
    FATES.map((fate) => [fate, of(fate).reduce((sum, count) => sum + count, 0)]),
  ) as Record<Fate, number>; // every fate is there
  const histogram = {
    ...range,
    kept: of('kept'),
    dropped: both('margin', 'maximum'),
    unused: both('rank', 'spare'),
  };
  return {
    selection,
    figures: {
      ...countRows(selection, rules),
      fates,
      scores: describeSelection(selection, mined),
      histogram,
    },
  };
}

function countRows({ starts, places }: Selection, { mineNegatives }: MiningRules) {
  const rows = starts.length - 1;
  let [full, none] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const count = (starts[row + 1] ?? 0) - (starts[row] ?? 0);
    if (count === 0) none++;
    else if (count === mineNegatives) full++;
  }
  const passages = new Set(places).size;
  return { rows, full, fewer: rows - full - none, none, negatives: places.length, passages };
}

function describeSelection({ starts, scores }: Selection, { positives }: MinedQueries) {
  const differences = new Float32Array(scores.length);
  positives.forEach((positive, row) => {
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++)
      differences[i] = positive - (scores[i] ?? 0);
  });
  return {
    positive: describeScores(positives.slice()),
    negative: describeScores(scores.slice()),
    difference: describeScores(differences),
  };
}
