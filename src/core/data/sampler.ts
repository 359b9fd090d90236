import { createRandom, type Random } from '../random/random';
import { createBatchBoard, type BatchBoard } from './batch-board';
import { findConflictKeys, type ConflictKeys } from './conflict-keys';
import type { Mix } from './mixing';
import { shareOut } from './mixing-quotas';
import { createRotation } from './mixing-rotation';
import type { RowList } from './row-list';
import { placesWhere } from './select-rows';

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
 *
 * With a mix, an epoch has so many rows of each group, drawn anew (see `createRotation`), and every batch has its share
 * of each (see `shareOut`): rows are dealt to places of their group and swapped only within it.
 */
export function createSampler(given: {
  readonly rows: RowList;
  readonly batch: number;
  readonly seed: number;
  readonly mix?: Mix | null;
}): Sampler {
  const { rows, batch, seed } = given;
  const mix = given.mix ?? { perEpoch: [rows.length], ofRow: new Int32Array(rows.length) };
  const keys = findConflictKeys(rows);
  const rotations = mix.perEpoch.map((perEpoch, group) => {
    const ofGroup = placesWhere(rows.length, (row) => mix.ofRow[row] === group);
    return perEpoch === ofGroup.length ? { epoch: () => ofGroup } : createRotation(ofGroup, perEpoch, seed);
  });
  const sizes = batchSizes(
    mix.perEpoch.reduce((sum, count) => sum + count, 0),
    batch,
  );
  const quotas = shareOut(sizes, mix.perEpoch);
  const groupOf = (row: number): number => mix.ofRow[row] ?? 0;
  return {
    batches: sizes.length,
    epoch(n) {
      const random = createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b));
      const board = createBatchBoard(quotas, keys, groupOf);
      const drawn = rotations.flatMap((rotation) => [...rotation.epoch(n)]);
      const order = dealingOrder(drawn, keys, random);
      const lanes = openLanes(board, mix.perEpoch, random);
      const conflicting = deal(order, board, { lanes, groupOf });
      mend(conflicting, board, { random, groupOf });
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
function dealingOrder(drawn: number[], { rows, ofRow, counts }: ConflictKeys, random: Random): number[] {
  const rank = Float64Array.from(counts, (count) => (count > 1 ? count + random.next() : 0));
  const rankOfRow = new Float64Array(rows);
  for (const row of drawn)
    rankOfRow[row] = ofRow(row).reduce((most, key) => Math.max(most, rank[key] ?? 0), 0);
  return random.shuffle(drawn).sort((a, b) => (rankOfRow[b] ?? 0) - (rankOfRow[a] ?? 0));
}

/** The batches that have room for rows of a group, and which of them has its turn. */
interface Lane {
  readonly open: number[];
  turn: number;
}

function openLanes(board: BatchBoard, groups: readonly unknown[], random: Random): Lane[] {
  const batches = Array.from(board.batches, (_, batch) => batch);
  return groups.map((_, group) => {
    const open = batches.filter((batch) => !board.isFull(batch, group));
    return { open: random.shuffle(open), turn: 0 };
  });
}

/** Deals the rows over the batches that have room, in turn. Returns the rows that conflict all the same. */
function deal(
  order: readonly number[],
  board: BatchBoard,
  { lanes, groupOf }: { readonly lanes: readonly Lane[]; readonly groupOf: (row: number) => number },
): { row: number; batch: number }[] {
  const conflicting: { row: number; batch: number }[] = [];
  let tries = MAX_TRIES;
  for (const row of order) {
    const group = groupOf(row);
    const lane = lanes[group];
    if (lane === undefined) continue;
    const { place, conflicts } = findPlace(row, lane, { board, tries });
    tries = nextTries(tries, conflicts === 0);
    const batch = lane.open[place] ?? 0;
    board.place(row, batch);
    if (conflicts > 0) conflicting.push({ row, batch });
    lane.turn = place + 1;
    if (board.isFull(batch, group)) close(lane, place);
  }
  return conflicting;
}

/** The first open batch from the one whose turn it is that has the fewest conflicts, of so many as are tried. */
function findPlace(
  row: number,
  { open, turn }: Lane,
  { board, tries }: { readonly board: BatchBoard; readonly tries: number },
): { place: number; conflicts: number } {
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
  return { place, conflicts: fewest };
}

/** Takes a full batch out. The last one takes its place: removing in the middle would cost linear time. */
function close(lane: Lane, place: number): void {
  const last = lane.open.pop();
  if (last !== undefined && place < lane.open.length) lane.open[place] = last;
  lane.turn = place;
}

/** Swaps conflicting rows with rows of their group in other batches where that leaves fewer conflicts. */
function mend(
  conflicting: readonly { row: number; batch: number }[],
  board: BatchBoard,
  { random, groupOf }: { readonly random: Random; readonly groupOf: (row: number) => number },
): void {
  let tries = MAX_TRIES;
  for (const { row, batch } of conflicting) {
    const at = board.batches[batch]?.indexOf(row) ?? -1;
    const before = board.conflicts(row, batch, row);
    if (at < 0 || before === 0) continue;
    let mended = false;
    for (let i = 0; i < tries && !mended; i++) {
      const other = random.int(board.batches.length);
      const there = findInGroup(
        board.batches[other] ?? [],
        random,
        (found) => groupOf(found) === groupOf(row),
      );
      const candidate = board.batches[other]?.[there];
      if (other === batch || candidate === undefined) continue;
      const after = board.conflicts(row, other, candidate) + board.conflicts(candidate, batch, row);
      mended = after < before + board.conflicts(candidate, other, candidate);
      if (mended) board.swap(batch, at, other, there);
    }
    tries = nextTries(tries, mended);
  }
}

/** The place of a row that fits, the first one from a place drawn by chance; -1 where none does. */
function findInGroup(batch: readonly number[], random: Random, fits: (row: number) => boolean): number {
  const start = random.int(batch.length);
  for (let i = 0; i < batch.length; i++) {
    const there = (start + i) % batch.length;
    if (fits(batch[there] ?? -1)) return there;
  }
  return -1;
}

function shuffleAllButLast(batches: readonly number[][], random: Random): number[][] {
  const last = batches.slice(-1);
  return [...random.shuffle(batches.slice(0, -1)), ...last];
}
