import type { Preference } from '../data/preference';
import { neitherBy, pairsInCycles, verdictBy, type PairTable } from './judged-pairs';
import type { Judge, Pair, Verdict } from './pair';

/** Name of the file that verdicts are exported to. */
export const PREFERENCES_FILE = 'preferences.jsonl';

export interface MadePreferences {
  readonly preferences: readonly Preference[];
  /** Pairs that were judged and left out because they lie in a cycle. */
  readonly inCycles: number;
}

/**
 * A judge's verdicts as preferences, in the order of the pairs. Where the verdict has no order (a tie, or neither), the
 * passage that the model ranks higher stands first and `tie` says that this means nothing.
 */
export function toPreferences(
  table: PairTable,
  { judge, cycles }: { readonly judge: Judge; readonly cycles: 'keep' | 'drop' },
): MadePreferences {
  const dropped = cycles === 'drop' ? pairsInCycles(judge, table) : new Set<string>();
  const preferences: Preference[] = [];
  for (const pair of table.pairs) {
    const verdict = verdictBy(judge, table, pair);
    if (verdict === null || verdict === 'unparsable' || verdict === 'skipped' || dropped.has(pair.id))
      continue;
    const made = toPreference(table, pair, verdict);
    if (made === undefined) continue;
    const neither = neitherBy(judge, table, pair);
    preferences.push({ ...made, neither, file: PREFERENCES_FILE, line: preferences.length + 1 });
  }
  return { preferences, inCycles: dropped.size };
}

function toPreference(
  { queries }: PairTable,
  pair: Pair,
  verdict: Verdict,
): Omit<Preference, 'file' | 'line' | 'neither'> | undefined {
  const query = queries[pair.query];
  const [first, second] = [query?.candidates[pair.first], query?.candidates[pair.second]];
  if (!query || !first || !second) return undefined;
  const noOrder = verdict === 'tie' || verdict === 'neither';
  const firstWins = noOrder ? first.rank < second.rank : verdict === 'first';
  const [chosen, rejected] = firstWins ? [first, second] : [second, first];
  return {
    query: query.text,
    chosen: chosen.text,
    rejected: rejected.text,
    tie: noOrder,
    queryId: query.id,
    chosenId: chosen.id,
    rejectedId: rejected.id,
  };
}

/** Preferences as JSON Lines that `readPreferences` reads back as they are. */
export function* preferenceLines(preferences: Iterable<Preference>): Generator<string> {
  for (const preference of preferences) {
    const { query, chosen, rejected, tie, neither, queryId, chosenId, rejectedId } = preference;
    const ids = { query_id: queryId, chosen_id: chosenId, rejected_id: rejectedId };
    yield `${JSON.stringify({ ...ids, query, chosen, rejected, tie, neither })}\n`;
  }
}
