// What attention's passes are made of: products of small tiles, and the packing of their operands. An operand on the
// right lies in panels of 8 columns, [panel][row][8], so that a tile reads it in order.
import { madd } from './madd';

/** Columns of a panel. */
export const PANEL: i32 = 8;
/** Query rows that are handled together: a multiple of 4, the rows of a tile. */
export const ROWS: i32 = 16;

// @ts-ignore: AssemblyScript decorator
@inline
export function ceilTo(n: i32, unit: i32): i32 {
  return ((n + unit - 1) / unit) * unit;
}

/**
 * A 4 x 8 tile of C (+)= A B over `depth`: row r of A begins at a + r aRow and goes on in steps of aStep bytes; B is a
 * panel. Rows from `rows` on repeat the last one.
 */
function tile(a: usize, aRow: usize, aStep: usize, rows: i32, b: usize, depth: i32, c: usize, cRow: usize, keep: bool): void {
  let a0 = a;
  let a1 = a + (rows > 1 ? aRow : 0);
  let a2 = a1 + (rows > 2 ? aRow : 0);
  let a3 = a2 + (rows > 3 ? aRow : 0);
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let s00 = f32x4.splat(0), s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0), s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0), s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0), s31 = f32x4.splat(0);
  if (keep) {
    s00 = v128.load(c), s01 = v128.load(c, 16);
    s10 = v128.load(c1), s11 = v128.load(c1, 16);
    s20 = v128.load(c2), s21 = v128.load(c2, 16);
    s30 = v128.load(c3), s31 = v128.load(c3, 16);
  }
  const end = b + (<usize>depth << 5);
  for (; b < end; b += 32, a0 += aStep, a1 += aStep, a2 += aStep, a3 += aStep) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    s00 = madd(x, b0, s00);
    s01 = madd(x, b1, s01);
    x = v128.load32_splat(a1);
    s10 = madd(x, b0, s10);
    s11 = madd(x, b1, s11);
    x = v128.load32_splat(a2);
    s20 = madd(x, b0, s20);
    s21 = madd(x, b1, s21);
    x = v128.load32_splat(a3);
    s30 = madd(x, b0, s30);
    s31 = madd(x, b1, s31);
  }
  v128.store(c, s00), v128.store(c, s01, 16);
  v128.store(c1, s10), v128.store(c1, s11, 16);
  v128.store(c2, s20), v128.store(c2, s21, 16);
  v128.store(c3, s30), v128.store(c3, s31, 16);
}

/**
 * C (+)= A B: A [rows, depth] with rows aRow and columns aStep bytes apart, B panels of `panelRows` rows of which
 * `depth` count from row `from` on, C [rows up to a multiple of 4, 8 per panel] with rows cRow bytes apart.
 */
export function multiplyPanels(a: usize, aRow: usize, aStep: usize, rows: i32, b: usize, panelRows: i32, panels: i32, from: i32, depth: i32, c: usize, cRow: usize, keep: bool): void {
  const panelBytes = <usize>panelRows << 5;
  b += <usize>from << 5;
  for (let panel = 0; panel < panels; panel++, b += panelBytes, c += PANEL << 2) {
    for (let i = 0; i < rows; i += 4) {
      const row = <usize>i;
      tile(a + row * aRow, aRow, aStep, min(4, rows - i), b, depth, c + row * cRow, cRow, keep);
    }
  }
}

/** Rows [t, d] of a matrix into panels [ceil(d / 8)][t][8], zero beyond d. */
export function packHead(from: usize, rowBytes: usize, out: usize, t: i32, d: i32): void {
  for (let c = 0; c < d; c += PANEL) {
    let at = from + (<usize>c << 2);
    if (c + PANEL <= d) {
      for (let i = 0; i < t; i++, at += rowBytes, out += PANEL << 2) {
        v128.store(out, v128.load(at));
        v128.store(out, v128.load(at, 16), 16);
      }
      continue;
    }
    const bytes = <usize>(d - c) << 2;
    for (let i = 0; i < t; i++, at += rowBytes, out += PANEL << 2) {
      memory.fill(out, 0, PANEL << 2);
      memory.copy(out, at, bytes);
    }
  }
}

/** Rows [t, d] of a matrix, transposed, into panels [ceil(t / 8)][d][8], zero beyond t. */
export function packHeadTransposed(from: usize, rowBytes: usize, out: usize, t: i32, d: i32): void {
  for (let i = 0; i < t; i += PANEL, from += PANEL * rowBytes) {
    const used = min(PANEL, t - i);
    transposeFour(from, rowBytes, min(4, used), out, d);
    transposeFour(from + 4 * rowBytes, rowBytes, used - 4, out + 16, d);
    out += <usize>d << 5;
  }
}

/** out[c * 8 + r] = rows[r][c] for four rows, zero for those from `used` on (which may be negative). */
function transposeFour(from: usize, rowBytes: usize, used: i32, out: usize, d: i32): void {
  let c = 0;
  if (used == 4) {
    const r1 = from + rowBytes;
    const r2 = r1 + rowBytes;
    const r3 = r2 + rowBytes;
    for (; c + 4 <= d; c += 4, out += 4 * (PANEL << 2)) {
      const at = <usize>c << 2;
      const v0 = v128.load(from + at);
      const v1 = v128.load(r1 + at);
      const v2 = v128.load(r2 + at);
      const v3 = v128.load(r3 + at);
      const low01 = i32x4.shuffle(v0, v1, 0, 4, 1, 5);
      const low23 = i32x4.shuffle(v2, v3, 0, 4, 1, 5);
      const high01 = i32x4.shuffle(v0, v1, 2, 6, 3, 7);
      const high23 = i32x4.shuffle(v2, v3, 2, 6, 3, 7);
      v128.store(out, i64x2.shuffle(low01, low23, 0, 2));
      v128.store(out, i64x2.shuffle(low01, low23, 1, 3), 32);
      v128.store(out, i64x2.shuffle(high01, high23, 0, 2), 64);
      v128.store(out, i64x2.shuffle(high01, high23, 1, 3), 96);
    }
  }
  for (; c < d; c++, out += PANEL << 2) {
    for (let r = 0; r < 4; r++) {
      store<f32>(out + (r << 2), r < used ? load<f32>(from + <usize>r * rowBytes + (<usize>c << 2)) : 0);
    }
  }
}

/** The first d floats of a row, scaled. */
export function writeRow(from: usize, out: usize, d: i32, scale: f32): void {
  const bytes = <usize>d << 2;
  const whole = bytes & ~15;
  const scale4 = f32x4.splat(scale);
  for (let at: usize = 0; at < whole; at += 16) v128.store(out + at, f32x4.mul(v128.load(from + at), scale4));
  for (let at = whole; at < bytes; at += 4) store<f32>(out + at, load<f32>(from + at) * scale);
}
