import { createRandom } from '../random/random';

/** Draws some of a group's rows for each epoch, so that all take turns. */
export interface Rotation {
  /** The rows of an epoch, from 0; each at most once. The same seed and epoch give the same. */
  epoch(n: number): Int32Array;
}

/**
 * Rotates rows through epochs of `perEpoch` rows, at most as many as there are. The rows are used up in a random order
 * before any comes again; then they are ordered anew. An epoch that uses the end of one order and the start of the next
 * has no row twice either.
 */
export function createRotation(rows: Int32Array, perEpoch: number, seed: number): Rotation {
  let held = { cycle: 0, order: firstOrder(rows, seed) };
  const orderOf = (cycle: number): Int32Array => {
    if (cycle < held.cycle) held = { cycle: 0, order: firstOrder(rows, seed) };
    while (held.cycle < cycle) {
      const next = held.cycle + 1;
      const begun = (next * rows.length) % perEpoch; // rows of the epoch that the last order has given
      const taken = new Set(begun === 0 ? [] : held.order.subarray(rows.length - begun));
      const order = postpone(shuffled(rows, seed, next), taken, perEpoch - taken.size);
      held = { cycle: next, order };
    }
    return held.order;
  };
  return {
    epoch(n) {
      if (perEpoch === 0) return new Int32Array(0);
      const start = n * perEpoch;
      const cycle = Math.floor(start / rows.length);
      const at = start - cycle * rows.length;
      const chosen = orderOf(cycle).slice(at, at + perEpoch);
      if (chosen.length === perEpoch) return chosen;
      return Int32Array.from([...chosen, ...orderOf(cycle + 1).subarray(0, perEpoch - chosen.length)]);
    },
  };
}

function firstOrder(rows: Int32Array, seed: number): Int32Array {
  return shuffled(rows, seed, 0);
}

function shuffled(rows: Int32Array, seed: number, cycle: number): Int32Array {
  const random = createRandom(Math.imul(seed + 1, 0x27d4eb2f) ^ Math.imul(cycle + 1, 0x165667b1));
  return Int32Array.from(random.shuffle([...rows]));
}

/** The same order, save that the first `count` rows are none of `taken`. */
function postpone(order: Int32Array, taken: ReadonlySet<number>, count: number): Int32Array {
  if (taken.size === 0) return order;
  const head: number[] = [];
  const rest: number[] = [];
  for (const row of order) (head.length < count && !taken.has(row) ? head : rest).push(row);
  return Int32Array.from([...head, ...rest]);
}
