import { createRandom } from '../random/random';
import type { Settings } from '../settings/settings';
import type { EvalSet } from './eval-set';
import type { TestSplit } from './test-split';

/** More queries would slow every point of the curve and hardly narrow its interval. */
export const MAX_CURVE_QUERIES = 200;
/** A larger corpus takes too long to embed again for every point of the curve. */
export const MAX_CURVE_PASSAGES = 20_000;

/** Another set than the primary one. */
export interface OtherSet {
  /** Measured before and after. */
  readonly test: TestSplit;
  /** Measured during training, for the curve alone: a seeded draw of the test queries. Null: not measured then. */
  readonly curve: EvalSet | null;
}

/** What of another set is measured during training. */
export function watchSet(
  test: TestSplit,
  { seed, watchOthers }: Pick<Settings, 'seed' | 'watchOthers'>,
): OtherSet {
  if (!watchOthers || test.corpus.length > MAX_CURVE_PASSAGES) return { test, curve: null };
  if (test.queries.length <= MAX_CURVE_QUERIES) return { test, curve: test };
  const drawn = new Set(
    createRandom(seed)
      .shuffle(test.queries.map(({ id }) => id))
      .slice(0, MAX_CURVE_QUERIES),
  );
  const queries = test.queries.filter(({ id }) => drawn.has(id));
  const qrels = new Map([...test.qrels].filter(([id]) => drawn.has(id)));
  return { test, curve: { name: test.name, corpus: test.corpus, queries, qrels } };
}
