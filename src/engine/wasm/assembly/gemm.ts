// C[M,N] = op(A)[M,K] op(B)[K,N] (+ bias[N]) (+ C), row-major, any transposition, batch by batch.
// Both operands are repacked into panels, so that the 6 x 8 micro-kernel reads memory in order: 12 accumulators,
// 2 vectors of B and 1 of A fill the 16 registers of x86-64 SIMD.
import { madd } from './madd';
import { Job, argument, run, setArgument, threads } from './jobs';

const MR: i32 = 6;
const NR: i32 = 8;
/** Depth of a block: a panel of B (8 KiB) and one of A (6 KiB) stay in the first-level cache. */
const KC: i32 = 256;
/** Rows of C per chunk of work. */
const MC: i32 = 48;

// Arguments: 0 transA, 1 transB, 2 M, 3 N, 4 K, 5 a, 6 b, 7 c, 8 bias or 0, 9 accumulate, 10 packedB, 11 packedA
// (one block of MC x KC floats per thread).

/**
 * C = op(A) op(B) (+ bias) (+ C): A is [M, K] or, transposed, [K, M]; B is [K, N] or, transposed, [N, K].
 * `bias` is 0 or the address of N floats.
 */
export function matMul(transA: i32, transB: i32, m: i32, n: i32, k: i32, a: i32, b: i32, c: i32, bias: i32, accumulate: i32): void {
  const panels = (n + NR - 1) / NR;
  const packedB = heap.alloc(<usize>(panels * NR) * <usize>k << 2);
  const packedA = heap.alloc(<usize>(threads() * MC * KC) << 2);
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
  run(Job.GemmPackB, panels);
  run(Job.GemmRows, (m + MC - 1) / MC);
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
  for (let j = 0; j < NR; j++) {
    let to = out + (j << 2);
    if (j >= columns) {
      for (let p = 0; p < depth; p++, to += NR << 2) store<f32>(to, 0);
      continue;
    }
    let from = b + (<usize>((first + j) * k + k0) << 2);
    for (let p = 0; p < depth; p++, to += NR << 2, from += 4) store<f32>(to, load<f32>(from));
  }
}

/** Packs rows [first, first + rows) x [k0, k0 + depth) of op(A): layout [panel of 6][k][6], zero beyond M. */
function packA(first: i32, rows: i32, k0: i32, depth: i32, out: usize): void {
  const trans = argument(0);
  const m = argument(2);
  const k = argument(4);
  const a = <usize>argument(5);
  for (let i0 = 0; i0 < rows; i0 += MR) {
    for (let i = 0; i < MR; i++) {
      const row = first + i0 + i;
      let to = out + (i << 2);
      if (i0 + i >= rows) {
        for (let p = 0; p < depth; p++, to += MR << 2) store<f32>(to, 0);
        continue;
      }
      let from = a + (<usize>(trans ? k0 * m + row : row * k + k0) << 2);
      const stride: usize = trans ? <usize>m << 2 : 4;
      for (let p = 0; p < depth; p++, to += MR << 2, from += stride) store<f32>(to, load<f32>(from));
    }
    out += (MR * depth) << 2;
  }
}

/** Computes rows [chunk * MC, ...) of C. */
export function gemmRows(chunk: i32, thread: i32): void {
  const m = argument(2);
  const n = argument(3);
  const k = argument(4);
  const panels = (n + NR - 1) / NR;
  const first = chunk * MC;
  const rows = min(MC, m - first);
  const packedA = <usize>argument(11) + (<usize>(thread * MC * KC) << 2);
  for (let k0 = 0; k0 < k; k0 += KC) {
    const depth = min(KC, k - k0);
    packA(first, rows, k0, depth, packedA);
    const keep = k0 > 0 || argument(9) != 0;
    const bias = k0 + depth == k ? <usize>argument(8) : 0;
    const blockB = <usize>argument(10) + (<usize>(k0 * panels * NR) << 2);
    for (let panel = 0; panel < panels; panel++) {
      const panelB = blockB + (<usize>(panel * depth * NR) << 2);
      for (let i0 = 0; i0 < rows; i0 += MR) {
        const panelA = packedA + (<usize>(i0 * depth) << 2);
        tile(panelA, panelB, depth, first + i0, min(MR, rows - i0), panel * NR, min(NR, n - panel * NR), keep, bias);
      }
    }
  }
}

/** One 6 x 8 tile of C; writes only the part inside the matrix. */
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
    x = v128.load32_splat(a, 20);
    c50 = madd(x, b0, c50);
    c51 = madd(x, b1, c51);
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
  if (rows > 5) writeRow((c += stride), c50, c51, columns, keep, at);
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
