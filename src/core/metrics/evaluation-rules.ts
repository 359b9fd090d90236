/** What a grade is worth in nDCG: the grade itself, or 2^grade - 1. */
export type Gain = 'linear' | 'exponential';

/**
 * What becomes of documents with equal scores: ordered by id as UTF-8 bytes, descending or ascending; or `expected`,
 * every order of them is as likely as any other, and a metric is its mean over all of them [McSherry and Najork 2008].
 */
export type TieRule = 'descending' | 'ascending' | 'expected';

/**
 * Which queries count: every judged one (trec_eval's `-c`; the honest choice, since a query without results counts 0),
 * or only those that also got results.
 */
export type CountedQueries = 'judged' | 'returned';

/** Where evaluation tools differ. The names are those of the settings, so that settings are rules. */
export interface EvaluationRules {
  readonly gain: Gain;
  readonly ties: TieRule;
  /** Lowest grade that the binary measures (MAP, MRR, recall, precision, success) call relevant. */
  readonly relevanceLevel: number;
  readonly countedQueries: CountedQueries;
  /** Leave out a document whose id equals the id of the query. */
  readonly dropSelfMatches: boolean;
}

/** Those of `trec_eval -c`. */
export const DEFAULT_RULES: EvaluationRules = {
  gain: 'linear',
  ties: 'descending',
  relevanceLevel: 1,
  countedQueries: 'judged',
  dropSelfMatches: false,
};
