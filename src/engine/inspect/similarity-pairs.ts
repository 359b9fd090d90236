import type { EvalSet } from '../../core/data/eval-set';
import type { Run } from '../../core/metrics/run';
import { createRandom } from '../../core/random/random';
import type { PassageRows } from './passage-rows';

/** A query (its place in the set) and a passage (its row in the corpus). */
export type Pair = readonly [query: number, passage: number];

/** Passages drawn for each query. */
const RANDOM_EACH = 10;
/** A draw that hits a relevant or drawn passage is repeated this often: in a tiny corpus there may be no other. */
const DRAWS = 60;
/** Non-relevant passages taken from the top of each ranking. */
const HARDEST_EACH = 5;

/** Every query with each of its relevant passages. */
export function relevantPairs({ queries }: EvalSet, rows: PassageRows): Pair[] {
  return queries.flatMap(({ id }, query) => rows.relevantTo(id).map((row) => [query, row] as const));
}

/** Every query with up to 10 different passages that are not judged relevant for it, drawn by the seed. */
export function randomPairs({ queries }: EvalSet, rows: PassageRows, seed: number): Pair[] {
  const random = createRandom(seed);
  return queries.flatMap(({ id }, query) => {
    const relevant = new Set(rows.relevantTo(id));
    const drawn = new Set<number>();
    for (let draw = 0; draw < DRAWS && drawn.size < RANDOM_EACH; draw++) {
      const row = random.int(rows.count);
      if (!relevant.has(row)) drawn.add(row);
    }
    return [...drawn].map((row) => [query, row] as const);
  });
}

/** Every query with its 5 best ranked passages that are not judged relevant. */
export function hardestPairs({ queries }: EvalSet, rows: PassageRows, run: Run): Pair[] {
  return queries.flatMap(({ id }, query) => {
    const relevant = new Set(rows.relevantTo(id));
    const hardest: Pair[] = [];
    for (const document of run.get(id) ?? []) {
      if (hardest.length === HARDEST_EACH) break;
      const row = rows.row(document.id);
      if (row !== undefined && !relevant.has(row)) hardest.push([query, row]);
    }
    return hardest;
  });
}
