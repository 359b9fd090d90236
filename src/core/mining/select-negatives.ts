import { createRandom } from '../random/random';
import type { Candidates, MinedQueries } from './candidates';
import { highestScore, marginLimit, type MiningRules } from './mining-rules';

/** What becomes of a candidate; as a number, its place in this list. */
export const FATES = ['kept', 'answer', 'rank', 'margin', 'maximum', 'spare'] as const;

/**
 * kept: a negative; answer: known to answer the query; rank: outside of the ranks; margin: too close to the answer;
 * maximum: scores above the highest score; spare: would do, but there were enough.
 */
export type Fate = (typeof FATES)[number];

const [KEPT, ANSWER, RANK, MARGIN, MAXIMUM, SPARE] = [0, 1, 2, 3, 4, 5];

/** The negatives of every row. */
export interface Selection {
  /** [rows + 1] The negatives of row i are those from `starts[i]` to before `starts[i + 1]`. */
  readonly starts: Int32Array;
  /** Places in the corpus, row by row, best ranked first. */
  readonly places: Int32Array;
  readonly scores: Float32Array;
}

/** Hears the fates of a row's candidates, [depth]; its first candidate is at `first` of all candidates. */
export type FateListener = (fates: Uint8Array, first: number) => void;

/**
 * Takes up to `mineNegatives` candidates for every row. Ranks count from 0 and leave out known answers, but not what the
 * margin drops: a candidate keeps its rank when the margin is moved. The draw of a row depends on the seed and its place
 * alone.
 * @param onRow Hears of every row, before the next one is looked at
 */
export function selectNegatives(
  candidates: Candidates,
  { queryOf, positives }: MinedQueries,
  rules: MiningRules,
  onRow: FateListener = () => undefined,
): Selection {
  const { depth } = candidates;
  const rows = queryOf.length;
  const starts = new Int32Array(rows + 1);
  const places = new Int32Array(rows * Math.min(depth, rules.mineNegatives));
  const scores = new Float32Array(places.length);
  const fates = new Uint8Array(depth);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const first = (queryOf[row] ?? 0) * depth;
    decideFates(fates, candidates, { first, row, positive: positives[row] ?? 0, rules });
    for (let i = 0; i < depth; i++) {
      if (fates[i] !== KEPT) continue;
      places[count] = candidates.places[first + i] ?? 0;
      scores[count++] = candidates.scores[first + i] ?? 0;
    }
    starts[row + 1] = count;
    onRow(fates, first);
  }
  return { starts, places: places.slice(0, count), scores: scores.slice(0, count) };
}

interface RowToDecide {
  /** Where the candidates of its query begin. */
  readonly first: number;
  readonly row: number;
  /** The score of its answer. */
  readonly positive: number;
  readonly rules: MiningRules;
}

/** Writes what becomes of each candidate of a row into `fates`, [depth]. */
export function decideFates(
  fates: Uint8Array,
  { depth, answers, scores }: Pick<Candidates, 'depth' | 'answers' | 'scores'>,
  { first, row, positive, rules }: RowToDecide,
): void {
  const [closest, highest] = [marginLimit(positive, rules), highestScore(rules)];
  let rank = 0;
  let fit = 0;
  for (let i = 0; i < depth; i++) {
    if (answers[first + i] === 1) {
      fates[i] = ANSWER;
      continue;
    }
    const score = scores[first + i] ?? 0;
    const inRange = rank >= rules.mineMin && rank < rules.mineMax;
    rank++;
    if (!inRange) fates[i] = RANK;
    else if (score > closest) fates[i] = MARGIN;
    else if (score > highest) fates[i] = MAXIMUM;
    else fates[i] = fit++ < rules.mineNegatives ? KEPT : SPARE;
  }
  if (rules.mineSampling === 'random' && fit > rules.mineNegatives) drawAgain(fates, fit, row, rules);
}

/** Draws which of the `fit` candidates that would do are kept, each set of them as likely as any other. */
function drawAgain(fates: Uint8Array, fit: number, row: number, { seed, mineNegatives }: MiningRules): void {
  const random = createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(row + 1, 0x85ebca6b));
  let wanted = mineNegatives;
  let left = fit;
  for (let i = 0; i < fates.length; i++) {
    if (fates[i] !== KEPT && fates[i] !== SPARE) continue;
    // Selection sampling: each is kept with the chance that so many of those left are still wanted.
    const kept = random.next() * left < wanted;
    left--;
    if (kept) wanted--;
    fates[i] = kept ? KEPT : SPARE;
  }
}
