import type { ContrastMasks } from '../kernels/contrast/contrast';

/** How the documents of a batch are ranked for each of its queries. Documents are columns of the scores [Q, M]. */
export interface Ranking {
  readonly queries: number;
  readonly documents: number;
  /** Of each query its row's own documents in tiers, best first; those of one tier are in no order. */
  readonly tiers: readonly (readonly (readonly number[])[])[];
  /** Rows none of whose documents answers the query: only their first tier is learned from. */
  readonly neither: readonly boolean[];
  /** [Q, M] Row-major, 1 or 0: everything but false negatives. The row's own documents are candidates. */
  readonly candidate: Float32Array;
}

/** A document that should win against others. */
export interface Contest {
  readonly row: number;
  readonly winner: number;
  /** [M] 1 for the documents it is held against; itself among them. */
  readonly against: Float32Array;
  /** Of the contest in the loss. */
  readonly weight: number;
}

/**
 * Lays contests out for `contrast`, which takes one a row: the first of every row, then the second of those that have
 * one, and so on. The loss is the sum over the layers.
 */
export function layOut(contests: readonly Contest[], { queries, documents }: Ranking): ContrastMasks[] {
  const ofRow = Array.from({ length: queries }, (): Contest[] => []);
  for (const contest of contests) ofRow[contest.row]?.push(contest);
  const most = ofRow.reduce((longest, { length }) => Math.max(longest, length), 0);
  return Array.from({ length: most }, (_, layer) => {
    const positive = new Float32Array(queries * documents);
    const candidate = new Float32Array(queries * documents);
    const weights = new Float32Array(queries);
    ofRow.forEach((own, row) => {
      const contest = own[layer];
      if (contest === undefined) return;
      positive[row * documents + contest.winner] = 1;
      candidate.set(contest.against, row * documents);
      weights[row] = contest.weight;
    });
    return { rows: queries, columns: documents, positive, candidate, weights };
  });
}
