import type { RowDigest } from './row-digest';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';

/** The rows at the given places, in that order, as a view: no row is copied. */
export function selectRows(rows: RowList, places: Int32Array): RowList {
  let digest: RowDigest | undefined;
  return {
    length: places.length,
    at(index) {
      const place = places.at(index);
      return place === undefined ? undefined : rows.at(place);
    },
    *[Symbol.iterator]() {
      for (const place of places) {
        const row = rows.at(place);
        if (row !== undefined) yield row;
      }
    },
    get digest() {
      return (digest ??= selectDigest(digestOf(rows), places));
    },
  };
}

/** The places of the rows for which `wanted` holds. */
export function placesWhere(count: number, wanted: (row: number) => boolean): Int32Array {
  const places = new Int32Array(count);
  let found = 0;
  for (let row = 0; row < count; row++) if (wanted(row)) places[found++] = row;
  return places.slice(0, found);
}

function selectDigest(digest: RowDigest, places: Int32Array): RowDigest {
  const { queries, passages, starts } = digest;
  const count = places.reduce((sum, row) => sum + (starts[row + 1] ?? 0) - (starts[row] ?? 0), 0);
  const chosenPassages = new Float64Array(count);
  const chosenStarts = new Int32Array(places.length + 1);
  places.forEach((row, at) => {
    const from = chosenStarts[at] ?? 0;
    const texts = passages.subarray(starts[row], starts[row + 1]);
    chosenPassages.set(texts, from);
    chosenStarts[at + 1] = from + texts.length;
  });
  return {
    queries: Float64Array.from(places, (row) => queries[row] ?? 0),
    passages: chosenPassages,
    starts: chosenStarts,
    positives: places.map((row) => digest.positives[row] ?? 0),
    negatives: places.map((row) => digest.negatives[row] ?? 0),
    views: Uint8Array.from(places, (row) => digest.views[row] ?? 0),
  };
}
