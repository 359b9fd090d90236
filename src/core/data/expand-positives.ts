import type { RowDigest } from './row-digest';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';
import type { TrainingRow } from './training-row';

/**
 * One row for each labelled passage, so that an epoch trains on every one of them. The rows share their query, and the
 * sampler keeps such rows out of each other's batch. A view: no row is copied.
 */
export function expandPositives(rows: RowList): RowList {
  const { positives } = digestOf(rows);
  if (positives.every((count) => count === 1)) return rows;
  const { rowOf, positiveOf } = countOut(positives);
  let digest: RowDigest | undefined;
  const at = (index: number): TrainingRow | undefined => {
    const row = rows.at(rowOf.at(index) ?? rows.length);
    return row && withOnePositive(row, positiveOf.at(index) ?? 0);
  };
  return {
    length: rowOf.length,
    at,
    *[Symbol.iterator]() {
      for (let i = 0; i < rowOf.length; i++) {
        const row = at(i);
        if (row) yield row;
      }
    },
    get digest() {
      return (digest ??= expandDigest(digestOf(rows), rowOf, positiveOf));
    },
  };
}

/** For each row to be: the row it comes of, and which of its positives it has. */
function countOut(positives: Int32Array) {
  const total = positives.reduce((sum, count) => sum + count, 0);
  const rowOf = new Int32Array(total);
  const positiveOf = new Int32Array(total);
  let next = 0;
  positives.forEach((count, row) => {
    for (let i = 0; i < count; i++) {
      rowOf[next] = row;
      positiveOf[next++] = i;
    }
  });
  return { rowOf, positiveOf };
}

function withOnePositive(row: TrainingRow, i: number): TrainingRow {
  if (row.positives.length === 1) return row;
  const { positiveIds, ...rest } = row;
  const id = positiveIds?.[i];
  return { ...rest, positives: [row.positives[i] ?? ''], ...(id === undefined ? {} : { positiveIds: [id] }) };
}

function expandDigest(digest: RowDigest, rowOf: Int32Array, positiveOf: Int32Array): RowDigest {
  const { queries, passages, starts, positives } = digest;
  const expandedStarts = new Int32Array(rowOf.length + 1);
  rowOf.forEach((row, i) => {
    const texts = (starts[row + 1] ?? 0) - (starts[row] ?? 0);
    expandedStarts[i + 1] = (expandedStarts[i] ?? 0) + texts - (positives[row] ?? 0) + 1;
  });
  const expanded = new Float64Array(expandedStarts.at(-1) ?? 0);
  rowOf.forEach((row, i) => {
    const [start, to] = [starts[row] ?? 0, expandedStarts[i] ?? 0];
    expanded[to] = passages[start + (positiveOf[i] ?? 0)] ?? 0;
    expanded.set(passages.subarray(start + (positives[row] ?? 0), starts[row + 1]), to + 1);
  });
  return {
    queries: Float64Array.from(rowOf, (row) => queries[row] ?? 0),
    passages: expanded,
    starts: expandedStarts,
    positives: new Int32Array(rowOf.length).fill(1),
    negatives: rowOf.map((row) => digest.negatives[row] ?? 0),
    views: Uint8Array.from(rowOf, (row) => digest.views[row] ?? 0),
  };
}
