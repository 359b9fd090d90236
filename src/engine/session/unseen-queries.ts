import { InputError } from '../../core/input-error';
import type { TestSplit } from '../../core/data/test-split';
import { textHash } from '../../core/text/text-hash';
import type { SeenQueries } from './trained-model';

/**
 * An evaluation set without the queries that the trained weights have seen (another seed or held-out share draws other
 * test queries), and a note that says how many were left out.
 * @throws InputError when none is left.
 */
export function unseenQueries(set: TestSplit, seen: SeenQueries): { set: TestSplit; notes: string[] } {
  const queries = set.queries.filter(({ text }) => seen.find(textHash(text)) === undefined);
  const left = set.queries.length - queries.length;
  if (left === 0) return { set, notes: [] };
  if (queries.length === 0) {
    throw new InputError(
      set.of,
      'the trained weights have seen every one of these queries, so nothing is left to measure',
    );
  }
  const qrels = new Map([...set.qrels].filter(([id]) => queries.some((query) => query.id === id)));
  const note = `${String(left)} of ${String(set.queries.length)} queries of "${set.of}" were left out, because the trained weights have seen them.`;
  return { set: { ...set, queries, qrels }, notes: [note] };
}
