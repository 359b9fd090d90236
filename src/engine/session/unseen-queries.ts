import { InputError } from '../../core/input-error';
import type { EvalSet } from '../../core/data/eval-set';
import { textHash } from '../../core/text/text-hash';
import type { SeenQueries } from './trained-model';

/**
 * An evaluation set without the queries that the trained weights have seen (another seed or held-out share draws other
 * test queries), and a note that says how many were left out.
 * @throws InputError when none is left.
 */
export function unseenQueries<S extends EvalSet & { readonly of?: string }>(
  set: S,
  seen: SeenQueries,
): { set: S; notes: string[] } {
  const queries = set.queries.filter(({ text }) => seen.find(textHash(text)) === undefined);
  const left = set.queries.length - queries.length;
  if (left === 0) return { set, notes: [] };
  const name = set.of ?? set.name;
  if (queries.length === 0) {
    throw new InputError(
      name,
      'the trained weights have seen every one of these queries, so nothing is left to measure; take the seed and ' +
        'the held-out share that they were trained with, or other evaluation data',
    );
  }
  const kept = new Set(queries.map(({ id }) => id));
  const qrels = new Map([...set.qrels].filter(([id]) => kept.has(id)));
  const note = `${String(left)} of ${String(set.queries.length)} queries of "${name}" were left out, because the trained weights have seen them.`;
  return { set: { ...set, queries, qrels }, notes: [note] };
}
