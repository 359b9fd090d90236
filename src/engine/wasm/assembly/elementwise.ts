import { Job, argument, run, setArgument } from './jobs';

/** Floats per chunk of work. */
const SPAN: i32 = 32768;
/** Columns per chunk of a column sum. */
const COLUMNS: i32 = 32;

export function addTensors(a: i32, b: i32, out: i32, length: i32): void {
  setArgument(0, a);
  setArgument(1, b);
  setArgument(2, out);
  setArgument(3, length);
  run(Job.Add, (length + SPAN - 1) / SPAN);
}

/** out = a b, or a times the number at b when `scalar`. */
export function multiplyTensors(a: i32, b: i32, scalar: i32, out: i32, length: i32): void {
  setArgument(0, a);
  setArgument(1, b);
  setArgument(2, out);
  setArgument(3, length);
  setArgument(4, scalar);
  run(Job.Multiply, (length + SPAN - 1) / SPAN);
}

export function sumColumns(x: i32, out: i32, rows: i32, columns: i32): void {
  setArgument(0, x);
  setArgument(1, out);
  setArgument(2, rows);
  setArgument(3, columns);
  run(Job.ColumnSum, (columns + COLUMNS - 1) / COLUMNS);
}

/** out = a + b. Arguments: 0 a, 1 b, 2 out, 3 length (buffers padded to whole vectors). */
export function add(chunk: i32): void {
  const first = chunk * SPAN;
  const last = min(argument(3), first + SPAN);
  const a = <usize>argument(0);
  const b = <usize>argument(1);
  const out = <usize>argument(2);
  for (let i = first; i < last; i += 4) {
    const at = <usize>i << 2;
    v128.store(out + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
  }
}

/** Arguments: 0 a, 1 b, 2 out, 3 length (buffers padded to whole vectors), 4 whether b is one number. */
export function multiply(chunk: i32): void {
  const first = <usize>(chunk * SPAN) << 2;
  const last = <usize>min(argument(3), (chunk + 1) * SPAN) << 2;
  const a = <usize>argument(0);
  const b = <usize>argument(1);
  const out = <usize>argument(2);
  if (argument(4)) {
    const factor = v128.load32_splat(b);
    for (let at = first; at < last; at += 16) v128.store(out + at, f32x4.mul(v128.load(a + at), factor));
  } else {
    for (let at = first; at < last; at += 16) v128.store(out + at, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
}

/** out[c] = sum over rows of x[r, c]. Arguments: 0 x, 1 out, 2 rows, 3 columns. */
export function columnSum(chunk: i32): void {
  const rows = argument(2);
  const columns = argument(3);
  const first = chunk * COLUMNS;
  const last = min(columns, first + COLUMNS);
  const out = <usize>argument(1);
  let c = first;
  for (; c + 4 <= last; c += 4) {
    let from = <usize>argument(0) + (<usize>c << 2);
    let sum = f32x4.splat(0);
    for (let r = 0; r < rows; r++, from += <usize>columns << 2) sum = f32x4.add(sum, v128.load(from));
    v128.store(out + (<usize>c << 2), sum);
  }
  for (; c < last; c++) {
    let from = <usize>argument(0) + (<usize>c << 2);
    let sum: f32 = 0;
    for (let r = 0; r < rows; r++, from += <usize>columns << 2) sum += load<f32>(from);
    store<f32>(out + (<usize>c << 2), sum);
  }
}
