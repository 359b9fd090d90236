import { createDisjointSets } from './disjoint-sets';
import { createNumbering } from './numbering';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';

/**
 * Groups queries that must not be separated when passages are held out: two queries with a positive passage in common
 * belong together, and so do queries linked by a chain of such passages.
 * @param ofRow the number of each row's query, below `count`
 * @returns the queries of every group, both in the order of first appearance
 */
export function linkQueries(rows: RowList, ofRow: Int32Array, count: number): number[][] {
  const { passages, starts, positives } = digestOf(rows);
  const sets = createDisjointSets(count);
  const numbering = createNumbering();
  const firstQueries: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    const query = ofRow[row] ?? 0;
    const start = starts[row] ?? 0;
    for (let at = start; at < start + (positives[row] ?? 0); at++) {
      const passage = numbering.numberOf(passages[at] ?? 0);
      sets.join((firstQueries[passage] ??= query), query);
    }
  }
  const groups = new Map<number, number[]>();
  for (let query = 0; query < count; query++) {
    const root = sets.find(query);
    const group = groups.get(root);
    if (group) group.push(query);
    else groups.set(root, [query]);
  }
  return [...groups.values()];
}
