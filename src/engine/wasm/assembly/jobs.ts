// Work sharing between threads. All instances of this module share one memory; a job is a kind, up to 24
// arguments and a number of chunks. Chunks are handed out by an atomic counter, but what a chunk computes depends
// only on its number, so the result does not depend on how many threads there are.
import { gemmPackB, gemmTiles } from './gemm';
import { geluForward, geluBackward } from './gelu';
import { layerNormForward, layerNormBackward } from './layer-norm';
import { attentionForward } from './attention';
import { attentionBackward } from './attention-gradient';
import { embedNormForward, scatterRows } from './embedding';
import { adamw, sumOfSquares } from './adamw';
import { contrastRow } from './contrast';
import { add, columnSum, multiply } from './elementwise';
import { poolBackward, poolForward } from './pool';
import { topK } from './top-k';

// Addresses in the control block (static memory: the same in every instance).
const CONTROL: usize = memory.data(256, 16);
/** Number of the newest job: what idle helpers wait on. */
const GENERATION: usize = 0;
/** Chunks finished of the current job. */
const FINISHED: usize = 4;
const KIND: usize = 8;
/** 64 bits: the number of the job above, how many of its chunks nobody has taken yet below. */
const TICKET: usize = 16;
const ARGUMENTS: usize = 64;

/** Spins a helper makes before it sleeps: covers the gaps between the kernels of one training step. */
const SPINS: i32 = 4000;

export const enum Job {
  GemmPackB = 1,
  GemmTiles,
  GeluForward,
  GeluBackward,
  LayerNormForward,
  LayerNormBackward,
  AttentionForward,
  AttentionBackward,
  EmbedNormForward,
  ScatterRows,
  AdamW,
  SumOfSquares,
  Add,
  ColumnSum,
  TopK,
  Multiply,
  PoolForward,
  PoolBackward,
  Contrast,
}

// Threads that serve besides the one that calls; known to the calling instance only.
let helpers: i32 = 0;

export function setHelpers(count: i32): void {
  helpers = count;
}

// @ts-ignore: AssemblyScript decorator
@inline
export function argument(index: i32): i32 {
  return load<i32>(CONTROL + ARGUMENTS + (index << 2));
}

// @ts-ignore: AssemblyScript decorator
@inline
export function argumentF32(index: i32): f32 {
  return load<f32>(CONTROL + ARGUMENTS + (index << 2));
}

/** Threads that work on a job, the calling one included. */
export function threads(): i32 {
  return helpers + 1;
}

export function setArgument(index: i32, value: i32): void {
  store<i32>(CONTROL + ARGUMENTS + (index << 2), value);
}

export function setArgumentF32(index: i32, value: f32): void {
  store<f32>(CONTROL + ARGUMENTS + (index << 2), value);
}

function runChunk(kind: i32, chunk: i32, thread: i32): void {
  switch (kind) {
    case Job.GemmPackB: gemmPackB(chunk); break;
    case Job.GemmTiles: gemmTiles(chunk, thread); break;
    case Job.GeluForward: geluForward(chunk); break;
    case Job.GeluBackward: geluBackward(chunk); break;
    case Job.LayerNormForward: layerNormForward(chunk); break;
    case Job.LayerNormBackward: layerNormBackward(chunk); break;
    case Job.AttentionForward: attentionForward(chunk, thread); break;
    case Job.AttentionBackward: attentionBackward(chunk, thread); break;
    case Job.EmbedNormForward: embedNormForward(chunk); break;
    case Job.ScatterRows: scatterRows(chunk); break;
    case Job.AdamW: adamw(chunk); break;
    case Job.SumOfSquares: sumOfSquares(chunk); break;
    case Job.Add: add(chunk); break;
    case Job.ColumnSum: columnSum(chunk); break;
    case Job.TopK: topK(chunk); break;
    case Job.Multiply: multiply(chunk); break;
    case Job.PoolForward: poolForward(chunk); break;
    case Job.PoolBackward: poolBackward(chunk); break;
    case Job.Contrast: contrastRow(chunk); break;
  }
}

/**
 * Takes chunks until none is left. A chunk is taken by swapping the whole ticket, so a helper that wakes late, with a
 * new job already laid out, can only take a chunk of that new job, whose arguments are then complete.
 */
function takeChunks(thread: i32): void {
  while (true) {
    const ticket = atomic.load<i64>(CONTROL + TICKET);
    const left = <i32>ticket;
    if (left == 0) return;
    if (atomic.cmpxchg<i64>(CONTROL + TICKET, ticket, ticket - 1) != ticket) continue;
    runChunk(load<i32>(CONTROL + KIND), left - 1, thread);
    atomic.add<i32>(CONTROL + FINISHED, 1);
  }
}

/** Runs all chunks of a job and returns when they are done. The arguments must have been set. */
export function run(kind: i32, chunks: i32): void {
  if (helpers == 0 || chunks <= 1) {
    for (let chunk = 0; chunk < chunks; chunk++) runChunk(kind, chunk, 0);
    return;
  }
  store<i32>(CONTROL + KIND, kind);
  atomic.store<i32>(CONTROL + FINISHED, 0);
  const generation = atomic.load<i32>(CONTROL + GENERATION) + 1;
  atomic.store<i64>(CONTROL + TICKET, (<i64>generation << 32) | <i64>chunks);
  atomic.store<i32>(CONTROL + GENERATION, generation);
  atomic.notify(CONTROL + GENERATION, helpers);
  takeChunks(0);
  // Only chunks that a helper holds are waited for. A page's main thread may not sleep, so spin.
  while (atomic.load<i32>(CONTROL + FINISHED) < chunks) {}
}

/** The life of a helper thread (`thread` from 1): never returns. */
export function serve(thread: i32): void {
  let seen = atomic.load<i32>(CONTROL + GENERATION);
  while (true) {
    takeChunks(thread);
    let spins = 0;
    while (atomic.load<i32>(CONTROL + GENERATION) == seen) {
      if (++spins > SPINS) atomic.wait<i32>(CONTROL + GENERATION, seen, -1);
    }
    seen = atomic.load<i32>(CONTROL + GENERATION);
  }
}
