import type { Settings } from '../settings/settings';

/** Which candidates become negatives. */
export type MiningRules = Pick<
  Settings,
  | 'mineNegatives'
  | 'mineMin'
  | 'mineMax'
  | 'mineMarginKind'
  | 'mineMargin'
  | 'mineMaxScore'
  | 'mineSampling'
  | 'seed'
>;

/**
 * The score above which a candidate is too close to an answer of this score: `positive - margin`, or
 * `positive - |positive| margin` (which also lies below a negative score).
 */
export function marginLimit(
  positive: number,
  { mineMarginKind, mineMargin }: Pick<MiningRules, 'mineMarginKind' | 'mineMargin'>,
): number {
  switch (mineMarginKind) {
    case 'none':
      return Infinity;
    case 'absolute':
      return positive - mineMargin;
    case 'relative':
      return positive - Math.abs(positive) * mineMargin;
  }
}

/** The score above which no candidate is taken, whatever the answer scores. */
export function highestScore({ mineMaxScore }: Pick<MiningRules, 'mineMaxScore'>): number {
  return mineMaxScore === 0 ? Infinity : mineMaxScore;
}

/** How deep to rank so that the candidates reach the last rank although known answers stand among them. */
export function miningDepth({ mineMax }: Pick<MiningRules, 'mineMax'>, mostAnswers: number): number {
  return mineMax + Math.min(mostAnswers, MOST_ANSWERS);
}

/** A query with more answers than this may get fewer candidates; one such query would else make every ranking longer. */
const MOST_ANSWERS = 200;
