/**
 * What a model ranks highest for every query, before anything is left out. All scores are those of the model: cosines, or
 * dot products where it does not normalise.
 */
export interface Candidates {
  readonly queries: number;
  /** Candidates of each query. */
  readonly depth: number;
  /** [queries, depth] Places in the corpus, best first. */
  readonly places: Int32Array;
  /** [queries, depth] */
  readonly scores: Float32Array;
  /** [queries, depth] 1 where the candidate is known to answer the query, in any row. */
  readonly answers: Uint8Array;
}

/** The rows that get negatives. */
export interface MinedQueries {
  /** [rows] Which of the queries a row asks. */
  readonly queryOf: Int32Array;
  /**
   * [rows] The score of a row's answer, of several the lowest: a negative of the row is trained against each of them.
   * Other rows of the query do not count, as in sentence-transformers, where each pair has a threshold of its own: a
   * weak answer that somebody marked elsewhere would else take the row's candidates away.
   */
  readonly positives: Float32Array;
}
