import type { TieRule } from '../metrics/evaluation-rules';
import { rank } from '../metrics/rank';
import type { Run } from '../metrics/run';

/** Rank at which a document's share has halved; the paper's value. */
export const FUSION_K = 60;

/**
 * Joins runs by reciprocal-rank fusion: a document scores the sum of 1 / (k + rank) over the runs that retrieved it,
 * ranks from 1. Scores of the runs are only used for their order, so runs of any scale can be joined.
 * Source: Cormack, Clarke and Büttcher 2009.
 * @returns every query of any of the runs with its best `depth` documents
 */
export function fuseRuns(
  runs: readonly Run[],
  { k = FUSION_K, depth, ties }: { readonly k?: number; readonly depth: number; readonly ties: TieRule },
): Run {
  const queries = new Set(runs.flatMap((run) => [...run.keys()]));
  const fuse = (query: string) => {
    const scores = new Map<string, number>();
    for (const run of runs) {
      for (const [place, { id }] of rank(run.get(query) ?? [], ties).entries()) {
        scores.set(id, (scores.get(id) ?? 0) + 1 / (k + place + 1));
      }
    }
    const documents = Array.from(scores, ([id, score]) => ({ id, score }));
    return rank(documents, ties).slice(0, depth);
  };
  return new Map(Array.from(queries, (query) => [query, fuse(query)]));
}
