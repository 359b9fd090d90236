// C[M,N] = op(A)[M,K] op(B)[K,N] (+ bias[N]) (+ C), row-major, any transposition, batch by batch.
// Both operands are repacked into panels, so that the micro-kernel reads memory in order. V8 leaves 15 of x86-64's 16
// SIMD registers to us: 6 x 8 tiles need them all (12 accumulators, 2 vectors of B, 1 of A). Where multiply-add is two
// operations the product needs one more, and 6 rows would spill: there 5 rows are 1.7 times as fast.
import { geluBothSpan, geluSpan } from './gelu';
import { madd } from './madd';
import { Job, argument, run, setArgument, threads } from './jobs';

const MR: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 5;
const NR: i32 = 8;
/** Depth of a block: a panel of B (8 KiB) and one of A (6 KiB or less) stay in the first-level cache. */
const KC: i32 = 256;
/** Rows of C per chunk of work. */
const MC: i32 = 8 * MR;

/** Panels of B per chunk, at least: fewer, and packing A anew for each chunk would tell. */
const LEAST_PANELS: i32 = 8;
/** Chunks per thread, at least: what is left to the slowest thread at the end is then small. */
const CHUNKS_PER_THREAD: i32 = 4;

// Arguments: 0 transA, 1 transB, 2 M, 3 N, 4 K, 5 a, 6 b, 7 c, 8 bias or 0, 9 accumulate, 10 packedB, 11 packedA
// (one block of MC x KC floats per thread), 12 GELU of C or 0, 13 row sums of op(A) or 0, 14 column groups,
// 15 panels of each, 16 inner or 0.

/**
 * C = op(A) op(B) (+ bias) (+ C): A is [M, K] or, transposed, [K, M]; B is [K, N] or, transposed, [N, K].
 * `bias` is 0 or the address of N floats. Besides, unless 0: `activated` [M, N] gets GELU(C), `sums` [M] the sums of
 * the rows of op(A). With `inner` [M, N], what a GELU was taken of, C is multiplied by the GELU's slope there and
 * `activated` gets GELU(inner) instead.
 */
export function matMul(transA: i32, transB: i32, m: i32, n: i32, k: i32, a: i32, b: i32, c: i32, bias: i32, accumulate: i32, activated: i32, sums: i32, inner: i32): void {
  const panels = (n + NR - 1) / NR;
  const blocks = (m + MC - 1) / MC;
  const packedB = heap.alloc(<usize>(panels * NR) * <usize>k << 2);
  const packedA = heap.alloc(<usize>(threads() * MC * KC) << 2);
  const wanted = (CHUNKS_PER_THREAD * threads() + blocks - 1) / blocks;
  const perGroup = max(LEAST_PANELS, (panels + wanted - 1) / wanted);
  const groups = threads() == 1 ? 1 : (panels + perGroup - 1) / perGroup;
  setArgument(0, transA);
  setArgument(1, transB);
  setArgument(2, m);
  setArgument(3, n);
  setArgument(4, k);
  setArgument(5, a);
  setArgument(6, b);
  setArgument(7, c);
  setArgument(8, bias);
  setArgument(9, accumulate);
  setArgument(10, <i32>packedB);
  setArgument(11, <i32>packedA);
  setArgument(12, activated);
  setArgument(13, sums);
  setArgument(14, groups);
  setArgument(15, threads() == 1 ? panels : perGroup);
  setArgument(16, inner);
  run(Job.GemmPackB, panels);
  run(Job.GemmTiles, blocks * groups);
  heap.free(packedA);
  heap.free(packedB);
}

/** Packs one 8-column panel of op(B): layout [block of KC][panel][k][8], zero beyond N. */
export function gemmPackB(panel: i32): void {
  const trans = argument(1);
  const n = argument(3);
  const k = argument(4);
  const b = <usize>argument(6);
  const panels = (n + NR - 1) / NR;
  const first = panel * NR;
  const columns = min(NR, n - first);
  for (let k0 = 0; k0 < k; k0 += KC) {
    const depth = min(KC, k - k0);
    let out = <usize>argument(10) + (<usize>(k0 * panels * NR + panel * depth * NR) << 2);
    if (trans) packColumnsTransposed(b, k, k0, depth, first, columns, out);
    else packColumns(b, n, k0, depth, first, columns, out);
  }
}

function packColumns(b: usize, n: i32, k0: i32, depth: i32, first: i32, columns: i32, out: usize): void {
  let from = b + (<usize>(k0 * n + first) << 2);
  if (columns == NR) {
    for (let p = 0; p < depth; p++) {
      v128.store(out, v128.load(from));
      v128.store(out, v128.load(from, 16), 16);
      out += NR << 2;
      from += n << 2;
    }
    return;
  }
  for (let p = 0; p < depth; p++) {
    for (let j = 0; j < NR; j++) {
      store<f32>(out + (j << 2), j < columns ? load<f32>(from + (j << 2)) : 0);
    }
    out += NR << 2;
    from += n << 2;
  }
}

function packColumnsTransposed(b: usize, k: i32, k0: i32, depth: i32, first: i32, columns: i32, out: usize): void {
  const from = b + (<usize>(first * k + k0) << 2);
  packTransposed(from, <usize>k << 2, min(4, columns), depth, out, NR << 2, 4);
  packTransposed(from + (<usize>(4 * k) << 2), <usize>k << 2, columns - 4, depth, out + 16, NR << 2, 4);
}

/**
 * Writes `lanes` rows of `depth` floats as columns: out[p * stride + i] = rows[i][p], and zero for the rows from
 * `used` (which may be negative) to `lanes` (1, 2 or 4).
 */
function packTransposed(from: usize, rowBytes: usize, used: i32, depth: i32, out: usize, stride: usize, lanes: i32): void {
  let p = 0;
  if (lanes > 1 && used >= lanes) {
    const r1 = from + rowBytes;
    const r2 = lanes == 4 ? r1 + rowBytes : r1;
    const r3 = lanes == 4 ? r2 + rowBytes : r1;
    for (; p + 4 <= depth; p += 4) {
      const at = <usize>p << 2;
      const a = v128.load(from + at);
      const b = v128.load(r1 + at);
      const c = v128.load(r2 + at);
      const d = v128.load(r3 + at);
      const ab0 = i32x4.shuffle(a, b, 0, 4, 1, 5);
      const ab1 = i32x4.shuffle(a, b, 2, 6, 3, 7);
      if (lanes == 4) {
        const cd0 = i32x4.shuffle(c, d, 0, 4, 1, 5);
        const cd1 = i32x4.shuffle(c, d, 2, 6, 3, 7);
        v128.store(out, i64x2.shuffle(ab0, cd0, 0, 2));
        v128.store(out + stride, i64x2.shuffle(ab0, cd0, 1, 3));
        v128.store(out + 2 * stride, i64x2.shuffle(ab1, cd1, 0, 2));
        v128.store(out + 3 * stride, i64x2.shuffle(ab1, cd1, 1, 3));
      } else {
        v128.store64_lane(out, ab0, 0);
        v128.store64_lane(out + stride, ab0, 1);
        v128.store64_lane(out + 2 * stride, ab1, 0);
        v128.store64_lane(out + 3 * stride, ab1, 1);
      }
      out += 4 * stride;
    }
  }
  for (; p < depth; p++, out += stride) {
    for (let i = 0; i < lanes; i++) {
      store<f32>(out + (<usize>i << 2), i < used ? load<f32>(from + <usize>i * rowBytes + (<usize>p << 2)) : 0);
    }
  }
}

/** Packs rows [first, first + rows) x [k0, k0 + depth) of op(A): layout [panel of MR][k][MR], zero beyond M. */
function packA(first: i32, rows: i32, k0: i32, depth: i32, out: usize): void {
  const trans = argument(0);
  const m = argument(2);
  const k = argument(4);
  const a = <usize>argument(5);
  for (let i0 = 0; i0 < rows; i0 += MR) {
    const row = first + i0;
    const used = min(MR, rows - i0);
    if (trans) {
      packRows(a + (<usize>(k0 * m + row) << 2), <usize>m << 2, used, depth, out);
    } else {
      const from = a + (<usize>(row * k + k0) << 2);
      packTransposed(from, <usize>k << 2, min(4, used), depth, out, MR << 2, 4);
      packTransposed(from + (<usize>(4 * k) << 2), <usize>k << 2, used - 4, depth, out + 16, MR << 2, MR - 4);
    }
    out += (MR * depth) << 2;
  }
}

/** Copies the first `used` of MR floats of each of `depth` rows, zero behind them. */
function packRows(from: usize, rowBytes: usize, used: i32, depth: i32, out: usize): void {
  if (used == MR) {
    for (let p = 0; p < depth; p++, from += rowBytes, out += MR << 2) {
      v128.store(out, v128.load(from));
      if (MR == 6) store<u64>(out, load<u64>(from, 16), 16);
      else store<u32>(out, load<u32>(from, 16), 16);
    }
    return;
  }
  for (let p = 0; p < depth; p++, from += rowBytes, out += MR << 2) {
    for (let i = 0; i < MR; i++) store<f32>(out + (i << 2), i < used ? load<f32>(from + (i << 2)) : 0);
  }
}

/** Adds the sums of the rows of a packed block to sums[first ...], which the first block overwrites. */
function addRowSums(packed: usize, first: i32, rows: i32, depth: i32, keep: bool): void {
  const sums = <usize>argument(13);
  for (let i0 = 0; i0 < rows; i0 += MR) {
    let low = f32x4.splat(0);
    let high = f32x4.splat(0); // the last four rows
    for (let p = 0; p < depth; p++, packed += MR << 2) {
      low = f32x4.add(low, v128.load(packed));
      high = f32x4.add(high, v128.load(packed + ((MR - 4) << 2)));
    }
    const at = sums + (<usize>(first + i0) << 2);
    for (let i = 0; i < min(MR, rows - i0); i++) {
      const value = i < 4 ? laneOf(low, i) : laneOf(high, i - MR + 4);
      store<f32>(at + (i << 2), keep ? load<f32>(at + (i << 2)) + value : value);
    }
  }
}

function laneOf(v: v128, lane: i32): f32 {
  switch (lane) {
    case 0: return f32x4.extract_lane(v, 0);
    case 1: return f32x4.extract_lane(v, 1);
    case 2: return f32x4.extract_lane(v, 2);
    default: return f32x4.extract_lane(v, 3);
  }
}

/** Computes one block of MC rows by one group of panels of C; the groups of a block of rows come one after another. */
export function gemmTiles(chunk: i32, thread: i32): void {
  const m = argument(2);
  const n = argument(3);
  const k = argument(4);
  const panels = (n + NR - 1) / NR;
  const groups = argument(14);
  const group = chunk % groups;
  const firstPanel = group * argument(15);
  const endPanel = min(panels, firstPanel + argument(15));
  const first = (chunk / groups) * MC;
  const rows = min(MC, m - first);
  const packedA = <usize>argument(11) + (<usize>(thread * MC * KC) << 2);
  for (let k0 = 0; k0 < k; k0 += KC) {
    const depth = min(KC, k - k0);
    packA(first, rows, k0, depth, packedA);
    if (argument(13) && group == 0) addRowSums(packedA, first, rows, depth, k0 > 0);
    const keep = k0 > 0 || argument(9) != 0;
    const bias = k0 + depth == k ? <usize>argument(8) : 0;
    const blockB = <usize>argument(10) + (<usize>(k0 * panels * NR) << 2);
    for (let panel = firstPanel; panel < endPanel; panel++) {
      const panelB = blockB + (<usize>(panel * depth * NR) << 2);
      for (let i0 = 0; i0 < rows; i0 += MR) {
        const panelA = packedA + (<usize>(i0 * depth) << 2);
        tile(panelA, panelB, depth, first + i0, min(MR, rows - i0), panel * NR, min(NR, n - panel * NR), keep, bias);
      }
    }
  }
  if (argument(12)) activate(first, rows, firstPanel * NR, min(n, endPanel * NR));
}

/** What GELU adds to a part of C, while that is in the cache. */
function activate(first: i32, rows: i32, column: i32, end: i32): void {
  const n = argument(3);
  for (let row = first; row < first + rows; row++) {
    const at = <usize>(row * n + column) << 2;
    const c = <usize>argument(7) + at;
    const activated = <usize>argument(12) + at;
    if (argument(16)) geluBothSpan(<usize>argument(16) + at, c, activated, end - column);
    else geluSpan(c, activated, end - column);
  }
}

/** One MR x 8 tile of C; writes only the part inside the matrix. */
function tile(a: usize, b: usize, depth: i32, row: i32, rows: i32, column: i32, columns: i32, keep: bool, bias: usize): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0);
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0);
  const end = b + (<usize>(depth * NR) << 2);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    x = v128.load32_splat(a, 16);
    c40 = madd(x, b0, c40);
    c41 = madd(x, b1, c41);
    if (MR == 6) {
      x = v128.load32_splat(a, 20);
      c50 = madd(x, b0, c50);
      c51 = madd(x, b1, c51);
    }
    a += MR << 2;
    b += NR << 2;
  }
  const n = argument(3);
  const at = bias ? bias + (<usize>column << 2) : 0;
  let c = <usize>argument(7) + (<usize>(row * n + column) << 2);
  const stride = <usize>n << 2;
  writeRow(c, c00, c01, columns, keep, at);
  if (rows > 1) writeRow((c += stride), c10, c11, columns, keep, at);
  if (rows > 2) writeRow((c += stride), c20, c21, columns, keep, at);
  if (rows > 3) writeRow((c += stride), c30, c31, columns, keep, at);
  if (rows > 4) writeRow((c += stride), c40, c41, columns, keep, at);
  if (MR == 6 && rows > 5) writeRow((c += stride), c50, c51, columns, keep, at);
}

// @ts-ignore: AssemblyScript decorator
@inline
function writeRow(c: usize, low: v128, high: v128, columns: i32, keep: bool, bias: usize): void {
  if (columns == NR) {
    if (keep) {
      low = f32x4.add(low, v128.load(c));
      high = f32x4.add(high, v128.load(c, 16));
    }
    if (bias) {
      low = f32x4.add(low, v128.load(bias));
      high = f32x4.add(high, v128.load(bias, 16));
    }
    v128.store(c, low);
    v128.store(c, high, 16);
  } else {
    writePart(c, low, min(columns, 4), keep, bias);
    if (columns > 4) writePart(c + 16, high, columns - 4, keep, bias ? bias + 16 : 0);
  }
}

function writePart(c: usize, values: v128, columns: i32, keep: bool, bias: usize): void {
  for (let j = 0; j < columns; j++) {
    let value = f32x4.extract_lane(values, 0);
    values = i8x16.shuffle(values, values, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3);
    const at = <usize>j << 2;
    if (keep) value += load<f32>(c + at);
    if (bias) value += load<f32>(bias + at);
    store<f32>(c + at, value);
  }
}
