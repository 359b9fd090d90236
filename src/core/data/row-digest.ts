import { textHash } from '../text/text-hash';
import { createColumn } from './column';
import { createNumbering } from './numbering';
import type { RowList } from './row-list';
import type { TrainingRow } from './training-row';

/** Bits of `RowDigest.views`. */
export const SYNTHETIC = 1;
export const VERIFIED = 2;
export const COT = 4;

/**
 * What deciding about rows needs of their texts: which are the same. Some 50 bytes a row, so that rows whose texts lie
 * in the browser's storage need not be read again and again. Hashes are those of `textHash`: texts with one hash count
 * as the same, and among ten million different texts some two share one with a chance of about 0.5%.
 */
export interface RowDigest {
  /** Hash of the query of each row. */
  readonly queries: Float64Array;
  /** Hashes of all passages, row by row: positives, negatives, the synthetic passage, the chain of thought. */
  readonly passages: Float64Array;
  /** [rows + 1] The passages of row i are those from `starts[i]` to before `starts[i + 1]`. */
  readonly starts: Int32Array;
  /** Positives and negatives of each row. */
  readonly positives: Int32Array;
  readonly negatives: Int32Array;
  /** For each row SYNTHETIC, VERIFIED, COT, or several of them. */
  readonly views: Uint8Array;
}

export interface DigestBuilder {
  add(row: TrainingRow): void;
  finish(): RowDigest;
}

/** Digests rows one by one, best while they are read. */
export function createDigestBuilder(): DigestBuilder {
  const queries = createColumn((length) => new Float64Array(length));
  const passages = createColumn((length) => new Float64Array(length));
  const starts = createColumn((length) => new Int32Array(length));
  const positives = createColumn((length) => new Int32Array(length));
  const negatives = createColumn((length) => new Int32Array(length));
  const views = createColumn((length) => new Uint8Array(length));
  starts.push(0);
  return {
    add(row) {
      queries.push(textHash(row.query));
      for (const text of row.positives) passages.push(textHash(text));
      for (const text of row.negatives) passages.push(textHash(text));
      if (row.synthetic) passages.push(textHash(row.synthetic.text));
      if (row.cot !== undefined) passages.push(textHash(row.cot));
      starts.push(passages.length);
      positives.push(row.positives.length);
      negatives.push(row.negatives.length);
      views.push(viewsOf(row));
    },
    finish: () => ({
      queries: queries.values(),
      passages: passages.values(),
      starts: starts.values(),
      positives: positives.values(),
      negatives: negatives.values(),
      views: views.values(),
    }),
  };
}

function viewsOf({ synthetic, cot }: TrainingRow): number {
  const ofSynthetic = synthetic === undefined ? 0 : SYNTHETIC + (synthetic.verified ? VERIFIED : 0);
  return ofSynthetic + (cot === undefined ? 0 : COT);
}

const known = new WeakMap<RowList, RowDigest>();

/** The digest of a list of rows, which must not change any more: it is made once and remembered with the list. */
export function digestOf(rows: RowList): RowDigest {
  const found = rows.digest ?? known.get(rows);
  if (found !== undefined && found.queries.length === rows.length) return found;
  const builder = createDigestBuilder();
  for (const row of rows) builder.add(row);
  const digest = builder.finish();
  rememberDigest(rows, digest);
  return digest;
}

/** Spares `digestOf` the work, where the digest was made on the way. */
export function rememberDigest(rows: RowList, digest: RowDigest): void {
  known.set(rows, digest);
}

/** How many rows have negatives, a synthetic passage, a chain of thought. */
export function countViews({ negatives, views }: RowDigest) {
  let [withNegatives, withSynthetic, withCot] = [0, 0, 0];
  for (const count of negatives) if (count > 0) withNegatives++;
  for (const bits of views) {
    if (bits & SYNTHETIC) withSynthetic++;
    if (bits & COT) withCot++;
  }
  return { withNegatives, withSynthetic, withCot };
}

/** How many different queries, and how many different positives and negatives there are. */
export function countTexts({ queries, passages, starts, positives, negatives }: RowDigest) {
  const [ofQueries, ofPassages] = [createNumbering(), createNumbering()];
  queries.forEach((query, row) => {
    ofQueries.numberOf(query);
    const start = starts[row] ?? 0;
    const end = start + (positives[row] ?? 0) + (negatives[row] ?? 0);
    for (let at = start; at < end; at++) ofPassages.numberOf(passages[at] ?? 0);
  });
  return { queries: ofQueries.size, passages: ofPassages.size };
}
