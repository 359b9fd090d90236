import { cosineMatrix } from './cosine-matrix';
import { scaled } from './infonce';
import { logSumExp } from './log-sum-exp';
import type { Matrix } from './matrix';
import type { Mask } from './multi-positive';

export interface RankedScores {
  /** [rows, documents]: cos / tau. */
  readonly scores: Matrix;
  /** Of each row its own documents, as columns, in tiers, best first; those of one tier are in no order. */
  readonly tiers: readonly (readonly (readonly number[])[])[];
  /** Rows of which only the first tier says something: none of their passages answers the query. Default none. */
  readonly neither?: readonly boolean[];
  /** [rows, documents], false: a false negative, in no denominator of the row. Default all true. */
  readonly candidates?: Mask;
}

/**
 * Partial Plackett-Luce, float64: of every ranked document `LSE(itself, all ranked below it, all documents of other
 * rows) - s(itself)`; a tier's other documents and those of better tiers are left out. Sum over a row's documents, mean
 * over rows. With tiers {w}, {l} it is the paper's loss.
 * Source: Syntriever, arXiv 2502.03824, section 2.3, equation 7.
 */
export function partialPlackettLuce({ scores, tiers, neither, candidates }: RankedScores): number {
  const losses = scores.map((row, i) => {
    let loss = 0;
    const passed = new Set<number>();
    for (const tier of tiers[i] ?? []) {
      for (const item of tier) {
        const rivals = row.filter(
          (_, j) => j === item || (!passed.has(j) && !tier.includes(j) && candidates?.[i]?.[j] !== false),
        );
        loss += logSumExp(rivals) - (row[item] ?? NaN);
      }
      for (const item of tier) passed.add(item);
      if (neither?.[i] === true) break;
    }
    return loss;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/**
 * Bradley-Terry, float64: mean over a row's ordered pairs of -log sigmoid(s(better) - s(worse)); mean over rows. It
 * knows no other documents than those compared. A row without an ordered pair counts as 0.
 */
export function bradleyTerry({ scores, tiers }: Pick<RankedScores, 'scores' | 'tiers'>): number {
  const losses = scores.map((row, i) => {
    const ranked = tiers[i] ?? [];
    const pairs = ranked.flatMap((tier, rank) =>
      tier.flatMap((better) =>
        ranked
          .slice(rank + 1)
          .flat()
          .map((worse) => (row[better] ?? NaN) - (row[worse] ?? NaN)),
      ),
    );
    if (pairs.length === 0) return 0;
    return pairs.reduce((sum, margin) => sum + logSumExp([0, -margin]), 0) / pairs.length;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

export interface PreferenceInput {
  /** Each [B, D]: query, better passage, worse passage of each row. */
  readonly queries: Matrix;
  readonly better: Matrix;
  readonly worse: Matrix;
  readonly tau: number;
}

/** The scores of pairs: columns are the better passages of all rows, then the worse ones. */
export function pairScores({ queries, better, worse, tau }: PreferenceInput): RankedScores {
  return {
    scores: scaled(cosineMatrix(queries, [...better, ...worse]), tau),
    tiers: queries.map((_, i) => [[i], [queries.length + i]]),
  };
}
