// How alike queries are to passages under the weights of one step.

/** Cosines of one kind of pairs. */
export interface CosineCounts {
  /** Pairs in each of the equal bins over [-1, 1]; see `COSINE_BINS` of core. */
  readonly counts: readonly number[];
  readonly pairs: number;
  /** NaN where there is no pair. */
  readonly mean: number;
}

/** Pairs of queries with passages that are not judged relevant. */
export interface OtherCosines extends CosineCounts {
  /** The probability that a relevant pair has the larger cosine, ties half; null where there is nothing to compare. */
  readonly separation: number | null;
}

/** Sent with every evaluation of the curve, for each of its sets, from the embeddings that it makes anyway. */
export interface SimilarityEvent {
  readonly kind: 'similarity';
  readonly set: string;
  /** 0: the untouched model. */
  readonly step: number;
  /** Every query with each of its relevant passages. */
  readonly relevant: CosineCounts;
  /** Every query with up to 10 passages drawn at random, the same ones at every step. */
  readonly random: OtherCosines;
  /** Every query with its 5 best ranked passages that are not judged relevant: others at every step. */
  readonly hardest: OtherCosines;
}
