import { areaUnderCurve } from '../../core/similarity/area-under-curve';
import { countCosines } from '../../core/similarity/cosine-bins';
import type { CosineCounts, OtherCosines, SimilarityEvent } from '../protocol/similarity';
import { cosine } from './cosine';
import type { Pair } from './similarity-pairs';
import type { Sight } from './sight';

export interface PairKinds {
  readonly relevant: readonly Pair[];
  readonly random: readonly Pair[];
  readonly hardest: readonly Pair[];
}

/** The cosines of the pairs under one set of weights, counted. */
export function summariseSimilarity(
  sight: Pick<Sight, 'queries' | 'corpus'>,
  pairs: PairKinds,
): Pick<SimilarityEvent, keyof PairKinds> {
  const cosinesOf = (some: readonly Pair[]): Float64Array =>
    Float64Array.from(some, ([query, row]) => cosine(sight.queries, query, sight.corpus.embeddings, row));
  const relevant = cosinesOf(pairs.relevant);
  const beside = (cosines: Float64Array): OtherCosines => ({
    ...counted(cosines),
    separation: areaUnderCurve(relevant, cosines),
  });
  return {
    relevant: counted(relevant),
    random: beside(cosinesOf(pairs.random)),
    hardest: beside(cosinesOf(pairs.hardest)),
  };
}

function counted(cosines: Float64Array): CosineCounts {
  const sum = cosines.reduce((total, value) => total + value, 0);
  return { counts: countCosines(cosines), pairs: cosines.length, mean: sum / cosines.length };
}
