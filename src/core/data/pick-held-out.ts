import type { Random } from '../random/random';
import type { Settings } from '../settings/settings';
import { linkQueries } from './linked-queries';
import { pickGroups } from './pick-groups';
import type { QueryGroups } from './query-groups';
import type { RowList } from './row-list';

/** Which queries are held out. */
export interface PickedQueries {
  /** The queries of each part. */
  readonly parts: readonly (readonly number[])[];
  /** Those of them whose positive passages may stand nowhere in training. */
  readonly withNewPassages: readonly number[];
  /** Queries of the largest group of linked queries that had to be broken; 0 where none was. */
  readonly broken: number;
}

/** Picks as many queries as each part wants, or nearly so where linked queries stay together. */
export function pickHeldOut(
  rows: RowList,
  { count, ofRow }: QueryGroups,
  wanted: readonly number[],
  { random, splitBy }: { readonly random: Random; readonly splitBy: Settings['splitBy'] },
): PickedQueries {
  if (splitBy === 'query') {
    const order = random.shuffle(Array.from({ length: count }, (_, query) => query));
    return { parts: takeInTurn(order, wanted), withNewPassages: [], broken: 0 };
  }
  const groups = random.shuffle(linkQueries(rows, ofRow, count));
  const byPassage = wanted.map((number) => (splitBy === 'both' ? Math.ceil(number / 2) : number));
  const { parts, broken } = pickGroups(groups, byPassage);
  const withNewPassages = parts.flat();
  if (splitBy === 'document') return { parts, withNewPassages, broken };
  const taken = new Set(withNewPassages);
  const order = random.shuffle(groups.flat().filter((query) => !taken.has(query)));
  const rest = takeInTurn(
    order,
    wanted.map((number, part) => Math.max(0, number - (parts[part]?.length ?? 0))),
  );
  return { parts: parts.map((part, at) => [...part, ...(rest[at] ?? [])]), withNewPassages, broken };
}

function takeInTurn(order: readonly number[], wanted: readonly number[]): number[][] {
  let from = 0;
  return wanted.map((number) => order.slice(from, (from += number)));
}
