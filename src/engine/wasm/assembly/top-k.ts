import { Job, argument, run, setArgument } from './jobs';

/** Merges a tile of scores [rows, columns], whose first column is document `offset`, into each row's best k. */
export function mergeTopK(scores: i32, rows: i32, columns: i32, offset: i32, k: i32, heapScores: i32, heapIndices: i32): void {
  setArgument(0, scores);
  setArgument(1, columns);
  setArgument(2, offset);
  setArgument(3, k);
  setArgument(4, heapScores);
  setArgument(5, heapIndices);
  setArgument(6, min(k, offset));
  run(Job.TopK, rows);
}

/**
 * Merges one row of scores [columns] into that row's best k so far, kept as a min-heap by (score, then index: the
 * later index is the worse). Exact. Arguments: 0 scores [rows, columns], 1 columns, 2 index of the first column,
 * 3 k, 4 heap scores [rows, k], 5 heap indices [rows, k], 6 how many are in the heaps before this call.
 */
export function topK(row: i32): void {
  const columns = argument(1);
  const offset = argument(2);
  const k = argument(3);
  const scores = <usize>argument(0) + (<usize>(row * columns) << 2);
  const heapScores = <usize>argument(4) + (<usize>(row * k) << 2);
  const heapIndices = <usize>argument(5) + (<usize>(row * k) << 2);
  let size = argument(6);
  for (let c = 0; c < columns; c++) {
    const score = load<f32>(scores + (<usize>c << 2));
    if (size < k) {
      siftUp(heapScores, heapIndices, size, score, offset + c);
      size++;
    } else if (score > load<f32>(heapScores)) {
      siftDown(heapScores, heapIndices, size, score, offset + c);
    }
  }
}

// @ts-ignore: AssemblyScript decorator
@inline
function worse(score: f32, index: i32, otherScore: f32, otherIndex: i32): bool {
  return score < otherScore || (score == otherScore && index > otherIndex);
}

// @ts-ignore: AssemblyScript decorator
@inline
function place(scores: usize, indices: usize, at: i32, score: f32, index: i32): void {
  store<f32>(scores + (<usize>at << 2), score);
  store<i32>(indices + (<usize>at << 2), index);
}

function siftUp(scores: usize, indices: usize, at: i32, score: f32, index: i32): void {
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const parentScore = load<f32>(scores + (<usize>parent << 2));
    const parentIndex = load<i32>(indices + (<usize>parent << 2));
    if (!worse(score, index, parentScore, parentIndex)) break;
    place(scores, indices, at, parentScore, parentIndex);
    at = parent;
  }
  place(scores, indices, at, score, index);
}

function siftDown(scores: usize, indices: usize, size: i32, score: f32, index: i32): void {
  let at = 0;
  while (true) {
    let child = 2 * at + 1;
    if (child >= size) break;
    let childScore = load<f32>(scores + (<usize>child << 2));
    let childIndex = load<i32>(indices + (<usize>child << 2));
    if (child + 1 < size) {
      const rightScore = load<f32>(scores + (<usize>(child + 1) << 2));
      const rightIndex = load<i32>(indices + (<usize>(child + 1) << 2));
      if (worse(rightScore, rightIndex, childScore, childIndex)) {
        child++;
        childScore = rightScore;
        childIndex = rightIndex;
      }
    }
    if (!worse(childScore, childIndex, score, index)) break;
    place(scores, indices, at, childScore, childIndex);
    at = child;
  }
  place(scores, indices, at, score, index);
}
