import type { Check, Closing, Visit } from '../check';
import { WorstExamples } from '../examples';
import { foldText } from '../fold-text';
import { outcome } from '../outcome';
import { Remedy } from '../remedy';
import { mix } from '../shingles';
import { NEAR, similarity } from '../sketch';
import { repeatOf } from './duplicates';

/** Of two values of the query's signature and two of the positive's each. */
const BANDS = 20;
/** Rows of a bucket that a later one is compared with: the oldest, so that time is linear on any data. */
const COMPARED = 4;
/** Rows so similar share two bands or more with a probability of 99.5 %; others share one by chance. */
const SHARED_BANDS = 2;
const NONE = -1;

/**
 * Rows nearly the same as an earlier one: Jaccard similarity of the shingles at least 0.75 both of the queries and of the
 * first positives, and the same numbers in them. Found by MinHash: two rows at the threshold share a band with a
 * probability of 1 - (1 - 0.75^4)^20 = 99.9 %, more similar ones with more; what shares two is compared exactly.
 * @param known Whether the row visited last was found to be a repetition already
 */
export function nearDuplicates(rows: number, known: () => boolean): Check {
  const keys = new Uint32Array(rows * BANDS);
  const skipped = new Uint8Array(rows);
  return {
    visit(visit) {
      if (known()) skipped[visit.index] = 1;
      else writeBands(visit, keys.subarray(visit.index * BANDS, (visit.index + 1) * BANDS));
    },
    async finish(closing) {
      const candidates = await findCandidates(keys, skipped, closing);
      const { does, examples, count } = await compare(candidates, closing);
      return outcome(
        {
          check: 'nearly the same query and positive',
          severity: 'note',
          unit: 'row',
          count,
          of: rows,
          explanation:
            'Almost the same row again. As negatives of each other in a batch such rows teach the wrong thing, and held out they flatter the result.',
          examples,
          fix: { name: 'near-duplicates', does },
        },
        closing,
      );
    },
  };
}

function writeBands({ querySketch, positiveSketch }: Visit, target: Uint32Array): void {
  const [query, positive] = [querySketch.signature, positiveSketch.signature];
  for (let band = 0; band < BANDS; band++) {
    let key = mix(band + 1);
    for (const at of [2 * band, 2 * band + 1]) {
      key = mix(key ^ (query[at] ?? 0));
      key = mix(key ^ (positive[at] ?? 0));
    }
    target[band] = key;
  }
}

/** Pairs of rows to compare: later, earlier, in turn. */
async function findCandidates(
  keys: Uint32Array,
  skipped: Uint8Array,
  { rows, pause }: Closing,
): Promise<number[]> {
  const size = 2 ** Math.ceil(Math.log2(2 * rows + 2));
  const [heads, counts] = [new Int32Array(size), new Uint8Array(size)];
  const next = new Int32Array(rows);
  const pairs: number[] = [];
  for (let band = 0; band < BANDS; band++) {
    heads.fill(NONE);
    counts.fill(0);
    const keyOf = (row: number): number => keys[row * BANDS + band] ?? 0;
    for (let row = 0; row < rows; row++) {
      if (row % 10_000 === 0) await pause();
      if (skipped[row] === 1) continue;
      const key = keyOf(row);
      let slot = key & (size - 1);
      for (let head = heads[slot]; head !== NONE && keyOf(head ?? 0) !== key; head = heads[slot])
        slot = (slot + 1) & (size - 1);
      for (let other = heads[slot] ?? NONE; other !== NONE; other = next[other] ?? NONE)
        if (isCandidate(keys, row, other, band)) pairs.push(row, other);
      if ((counts[slot] ?? 0) >= COMPARED) continue;
      append(heads, next, slot, row);
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
  }
  return pairs;
}

function append(heads: Int32Array, next: Int32Array, slot: number, row: number): void {
  next[row] = NONE;
  let last = heads[slot] ?? NONE;
  if (last === NONE) {
    heads[slot] = row;
    return;
  }
  for (let after = next[last] ?? NONE; after !== NONE; after = next[after] ?? NONE) last = after;
  next[last] = row;
}

/** Whether this is the first band the two share, and not the only one. */
function isCandidate(keys: Uint32Array, row: number, other: number, band: number): boolean {
  let shared = 0;
  for (let at = 0; at < BANDS; at++) {
    if (keys[row * BANDS + at] !== keys[other * BANDS + at]) continue;
    if (at < band) return false;
    shared++;
  }
  return shared >= SHARED_BANDS;
}

/** Compares the texts themselves, so that what is reported is nearly the same without doubt. */
async function compare(pairs: readonly number[], { rowAt, pause }: Closing) {
  const does = new Remedy();
  const examples = new WorstExamples();
  const order = Array.from({ length: pairs.length / 2 }, (_, i) => 2 * i).sort(
    (a, b) => (pairs[a] ?? 0) - (pairs[b] ?? 0) || (pairs[a + 1] ?? 0) - (pairs[b + 1] ?? 0),
  );
  let [count, last] = [0, NONE];
  let row = { query: '', positive: '' };
  for (const [n, at] of order.entries()) {
    if (n % 100 === 0) await pause();
    const [later = 0, earlier = 0] = [pairs[at], pairs[at + 1]];
    if (n === 0 || later !== pairs[order[n - 1] ?? 0]) row = folded(rowAt(later));
    const other = folded(rowAt(earlier));
    const query = similarity(row.query, other.query, 'query');
    const score = query < NEAR ? 0 : Math.min(query, similarity(row.positive, other.positive, 'passage'));
    if (score < NEAR) continue;
    does.leaveOutRepeat(later, earlier);
    if (later === last) continue;
    [count, last] = [count + 1, later];
    examples.add(later, score, (shown) => repeatOf(shown, rowAt(earlier)));
  }
  return { does, examples, count };
}

function folded({ query, positives }: Visit['row']) {
  return { query: foldText(query), positive: foldText(positives[0] ?? '') };
}
