import { createRandom, type Random } from '../random/random';
import { createBatchBoard, type BatchBoard } from './batch-board';
import { findConflictKeys, type ConflictKeys } from './conflict-keys';
import type { RowList } from './row-list';

export interface Sampler {
  /** Batches per epoch. */
  readonly batches: number;
  /** The batches of an epoch (from 0), each a list of row numbers; the same seed and epoch give the same. */
  epoch(n: number): number[][];
}

/** Batches tried for one row, and swaps tried to mend one conflict, before it is accepted. */
const MAX_TRIES = 64;
const MIN_TRIES = 2;

/** Tries less after each failure and more after each success: where conflicts cannot be avoided, trying is in vain. */
function nextTries(tries: number, success: boolean): number {
  return success ? Math.min(MAX_TRIES, 2 * tries) : Math.max(MIN_TRIES, tries / 2);
}

/**
 * Makes batches in which no two rows share a query or a passage (labelled, synthetic or negative), as far as
 * the data allow: such rows would be each other's false negatives. Every row comes exactly once per epoch. The
 * last batch may be smaller, but a lone row joins the batch before it. Rows whose keys are the most frequent
 * are dealt first, over all batches in turn; what still conflicts is mended by swapping. Time is linear in the
 * rows, on any data.
 */
export function createSampler(given: {
  readonly rows: RowList;
  readonly batch: number;
  readonly seed: number;
}): Sampler {
  const keys = findConflictKeys(given.rows);
  const sizes = batchSizes(given.rows.length, given.batch);
  return {
    batches: sizes.length,
    epoch(n) {
      const random = createRandom(Math.imul(given.seed + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b));
      const board = createBatchBoard(sizes, keys);
      const conflicting = deal(dealingOrder(keys, random), board, random);
      mend(conflicting, board, random);
      return shuffleAllButLast(board.batches, random);
    },
  };
}

function batchSizes(rows: number, batch: number): number[] {
  const sizes = Array.from({ length: Math.ceil(rows / batch) }, (_, i) => Math.min(batch, rows - i * batch));
  if (sizes.length > 1 && sizes.at(-1) === 1) {
    sizes.pop();
    sizes[sizes.length - 1] = batch + 1;
  }
  return sizes;
}

/** Rows with the most frequent keys first, rows of one key together, everything else by chance. */
function dealingOrder({ rows, ofRow, counts }: ConflictKeys, random: Random): number[] {
  const rank = Float64Array.from(counts, (count) => (count > 1 ? count + random.next() : 0));
  const rankOfRow = Float64Array.from({ length: rows }, (_, row) =>
    ofRow(row).reduce((most, key) => Math.max(most, rank[key] ?? 0), 0),
  );
  const order = random.shuffle(Array.from({ length: rows }, (_, row) => row));
  return order.sort((a, b) => (rankOfRow[b] ?? 0) - (rankOfRow[a] ?? 0));
}

/** Deals the rows over the batches that have room, in turn. Returns the rows that conflict all the same. */
function deal(order: readonly number[], board: BatchBoard, random: Random): { row: number; batch: number }[] {
  const open = random.shuffle(Array.from(board.batches, (_, batch) => batch));
  const conflicting: { row: number; batch: number }[] = [];
  let turn = 0;
  let tries = MAX_TRIES;
  for (const row of order) {
    let place = turn % open.length;
    let fewest = Infinity;
    for (let i = 0; i < Math.min(tries, open.length) && fewest > 0; i++) {
      const candidate = (turn + i) % open.length;
      const conflicts = board.conflicts(row, open[candidate] ?? 0);
      if (conflicts < fewest) {
        fewest = conflicts;
        place = candidate;
      }
    }
    tries = nextTries(tries, fewest === 0);
    const batch = open[place] ?? 0;
    board.place(row, batch);
    if (fewest > 0) conflicting.push({ row, batch });
    turn = place + 1;
    if (board.isFull(batch)) {
      const last = open.pop(); // takes the place of the full one: removing in the middle would cost linear time
      if (last !== undefined && place < open.length) open[place] = last;
      turn = place;
    }
  }
  return conflicting;
}

/** Swaps conflicting rows with rows of other batches where that leaves fewer conflicts. */
function mend(
  conflicting: readonly { row: number; batch: number }[],
  board: BatchBoard,
  random: Random,
): void {
  let tries = MAX_TRIES;
  for (const { row, batch } of conflicting) {
    const at = board.batches[batch]?.indexOf(row) ?? -1;
    const before = board.conflicts(row, batch, row);
    if (at < 0 || before === 0) continue;
    let mended = false;
    for (let i = 0; i < tries && !mended; i++) {
      const other = random.int(board.batches.length);
      const there = random.int(board.batches[other]?.length ?? 0);
      const candidate = board.batches[other]?.[there];
      if (other === batch || candidate === undefined) continue;
      const after = board.conflicts(row, other, candidate) + board.conflicts(candidate, batch, row);
      mended = after < before + board.conflicts(candidate, other, candidate);
      if (mended) board.swap(batch, at, other, there);
    }
    tries = nextTries(tries, mended);
  }
}

function shuffleAllButLast(batches: readonly number[][], random: Random): number[][] {
  const last = batches.slice(-1);
  return [...random.shuffle(batches.slice(0, -1)), ...last];
}
